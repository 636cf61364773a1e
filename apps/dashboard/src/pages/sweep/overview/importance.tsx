import type { RunSummary } from "@rookery/contracts";
import { useMemo } from "react";
import { Shares } from "../../../components/data/shares.tsx";
import { EmptyState } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { explainVariance } from "../explain-variance.ts";

export function Importance({ runs, metric }: { runs: readonly RunSummary[]; metric: string }) {
  const shares = useMemo(() => explainVariance(runs, metric), [runs, metric]);
  return (
    <Panel
      title="Parameter importance"
      note={`Share of the variance of ${metric} that each parameter explains alone: correlation ratio, adjusted (ε²). What parameters do together is not seen; one that only some runs have is measured among those.`}
    >
      {shares.length === 0 ? (
        <EmptyState title="Not enough to tell">
          It takes four runs with a score, and a parameter that varies.
        </EmptyState>
      ) : (
        <Shares
          shares={shares.map(({ name, share }) => ({
            name,
            share,
            text: `${Math.round(share * 100)}%`,
          }))}
        />
      )}
    </Panel>
  );
}
