import type { RunSummary, Sweep } from "@rookery/contracts";
import type { Importance, ParamImportance } from "@rookery/importance";
import { formatParam, plural } from "@rookery/presentation";
import { useMemo } from "react";
import { Shares } from "../../../components/data/shares.tsx";
import { EmptyState } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { explainScores } from "../explain-scores.ts";

interface ImportancePanelProps {
  spec: Sweep["spec"];
  runs: readonly RunSummary[];
}

export function ImportancePanel({ spec, runs }: ImportancePanelProps) {
  const importance = useMemo(() => explainScores(runs, spec), [runs, spec]);
  return (
    <Panel title="Parameter importance" note={importance && describeMethod(importance, spec)}>
      {importance === null || importance.params.length === 0 ? (
        <EmptyState title="Not enough to tell">
          It takes ten runs with scores that differ, and a parameter that varies.
        </EmptyState>
      ) : (
        <Shares
          shares={[
            ...importance.params.map((param) => ({
              name: param.name,
              detail: describeParam(param),
              share: param.share,
              text: formatPercent(param.share),
            })),
            {
              name: "Together, or by chance",
              share: importance.together,
              text: formatPercent(importance.together),
            },
          ]}
        />
      )}
    </Panel>
  );
}

/** A forest learns chance as well; with fewer runs than this that may be most of it. */
const enoughRuns = 50;

function describeMethod({ runs }: Importance, { objective }: Sweep["spec"]): string {
  const rough = runs < enoughRuns ? " So few runs give a rough picture." : "";
  return `Share of the variance of ${objective.metric} over the space that each parameter makes by itself: functional ANOVA over a random forest that learned from ${plural(runs, "whole run")}.${rough}`;
}

function describeParam({ runs, trend }: ParamImportance): string {
  return `${plural(runs, "run")}, ${describeTrend(trend)}`;
}

function describeTrend(trend: ParamImportance["trend"]): string {
  if (trend.kind === "value") return `best median: ${formatParam(trend.best)}`;
  if (trend.direction === "mixed") return "no clear direction";
  return trend.direction === "up" ? "↑ larger is better" : "↓ smaller is better";
}

function formatPercent(share: number): string {
  return share > 0 && share < 0.005 ? "<1%" : `${Math.round(share * 100)}%`;
}
