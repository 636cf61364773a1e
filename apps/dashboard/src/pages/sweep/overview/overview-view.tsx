import type { RunSummary, Sweep } from "@rookery/contracts";
import {
  aboutMissingIndicators,
  aboutRareClasses,
  aboutUnknownCategories,
  describePromotionRule,
  describeValidation,
  formatShare,
} from "@rookery/presentation";
import { useMemo } from "react";
import { Facts, metricFacts } from "../../../components/data/facts.tsx";
import { EmptyState, Loading } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import styles from "../sweep.module.css";
import { BestRun } from "./best-run.tsx";
import { BestSoFar } from "./best-so-far-chart.tsx";
import { ImportancePanel } from "./importance-panel.tsx";
import { trackBest } from "./track-best.ts";

export function OverviewView({ sweep, runs }: { sweep: Sweep; runs: readonly RunSummary[] }) {
  const { objective } = sweep.spec;
  const scored = useMemo(() => trackBest(runs, objective), [runs, objective]);
  return (
    <div className={styles.columns}>
      <div className={styles.wide}>
        <Panel
          title={`${objective.metric} of each run, and the best so far`}
          note={`Runs in the order they ended; the objective is to ${objective.direction} it.`}
        >
          {scored.length > 0 ? (
            <BestSoFar scored={scored} metric={objective.metric} />
          ) : sweep.best ? (
            <Loading what="Loading the scores" />
          ) : (
            <EmptyState title="No run has a score yet">
              The curve begins when the first run has ended. If nothing runs, look whether a worker
              is alive.
            </EmptyState>
          )}
        </Panel>
      </div>
      {sweep.best && <BestRun best={sweep.best} runs={runs} metric={objective.metric} />}
      <ImportancePanel spec={sweep.spec} runs={runs} />
      {sweep.outcome && <Outcome outcome={sweep.outcome} objective={objective.metric} />}
      <Panel title="How it searches">
        <Facts facts={listSettings(sweep.spec)} />
      </Panel>
    </div>
  );
}

interface OutcomeProps {
  outcome: NonNullable<Sweep["outcome"]>;
  objective: string;
}

function Outcome({ outcome, objective }: OutcomeProps) {
  const { model, version, testMetrics, promotion } = outcome;
  return (
    <Panel
      title={`Registered: ${model} version ${version}`}
      note={
        Object.keys(testMetrics).length > 0
          ? "Measured once on the test rows, which no run has seen."
          : "Measured on no test rows: the sweep held none out."
      }
    >
      <Facts
        facts={[
          ...metricFacts(testMetrics, objective),
          ...(promotion
            ? [
                [
                  promotion.alias,
                  <span key="reason">
                    {promotion.outcome === "promoted" ? "Promoted. " : "Not moved. "}
                    <span className={styles.reason}>{promotion.reason}</span>
                  </span>,
                ] as const,
              ]
            : []),
        ]}
      />
    </Panel>
  );
}

function listSettings(spec: Sweep["spec"]) {
  const { validation, sampler, pruner, promotion } = spec;
  return [
    ["Sampler", sampler.name],
    ["Pruner", pruner.name],
    ["Validation", describeValidation(validation)],
    ["Test rows", formatShare(spec.testFraction)],
    ["Promotion", describePromotionRule(promotion)],
    ["Rare classes", aboutRareClasses[spec.rareClasses ?? "refuse"]],
    ["Missing values", aboutMissingIndicators[spec.missingIndicator ?? "never"]],
    ["Unknown categories", aboutUnknownCategories[spec.unknownCategory ?? "refuse"]],
    ["Seed", String(spec.seed)],
    ["Features", `${spec.features.length}: ${spec.features.join(", ")}`],
  ] as const;
}
