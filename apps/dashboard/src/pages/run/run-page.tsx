import type { Run, Validation } from "@rookery/contracts";
import { fillPath, orchestratorApi } from "@rookery/contracts";
import {
  createScoreFormat,
  formatDuration,
  formatParam,
  formatShort,
  hasEnded,
  runTimeMs,
  spreadNote,
} from "@rookery/presentation";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Layers } from "lucide-react";
import { useCallback, useMemo } from "react";
import { ButtonAnchor } from "../../components/controls/button.tsx";
import { StateBadge } from "../../components/data/badge.tsx";
import { Facts, metricFacts } from "../../components/data/facts.tsx";
import { QueryStates } from "../../components/feedback/query-states.tsx";
import { SkeletonRows } from "../../components/feedback/states.tsx";
import { Page, Panel } from "../../components/layout/page.tsx";
import { queries } from "../../server/queries.ts";
import { ArtifactsPanel } from "./artifacts-panel.tsx";
import { AttemptsPanel } from "./attempts-panel.tsx";
import { CurvesPanel } from "./curves-panel.tsx";
import { EvaluationPanels } from "./evaluation/evaluation-panels.tsx";
import { FoldDotsPanel } from "./fold-dots-panel.tsx";
import { FoldsPanel } from "./folds-panel.tsx";
import { LogPanel } from "./log-panel.tsx";
import { isReplaying, ReplayButton, ReplaysPanel } from "./replays.tsx";
import styles from "./run.module.css";

const route = getRouteApi("/runs/$runId");
const refreshMs = 2_000;

export function RunPage() {
  const { runId } = route.useParams();
  const run = useQuery({
    ...queries.runs.get(runId),
    refetchInterval: ({ state: { data } }) =>
      data && (!hasEnded(data) || isReplaying(data)) ? refreshMs : false,
  });
  return (
    <QueryStates
      query={run}
      loading={<SkeletonRows what="Loading the run" />}
      frame={(content) => (
        <Page title="Run" trail={<Link to="/sweeps">Sweeps</Link>}>
          <Panel>{content}</Panel>
        </Page>
      )}
    >
      {(loaded) => <LoadedRun run={loaded} />}
    </QueryStates>
  );
}

function LoadedRun({ run }: { run: Run }) {
  const time = runTimeMs(run);
  const sweep = useQuery({
    ...queries.sweeps.get(run.sweepId ?? ""),
    enabled: run.sweepId !== null,
  });
  const objective = sweep.data?.spec.objective.metric;
  const validation = sweep.data?.spec.validation;
  const runs = useMemo(() => [run], [run]);
  const validationOf = useCallback(() => validation, [validation]);
  return (
    <Page
      title={run.name}
      badge={<StateBadge state={run.state} />}
      trail={
        <>
          <Link to="/sweeps">Sweeps</Link>
          <span aria-hidden>/</span>
          {run.sweepId && (
            <Link to="/sweeps/$sweepId" params={{ sweepId: run.sweepId }} search={{ view: "runs" }}>
              {sweep.data?.name ?? "Its sweep"}
            </Link>
          )}
        </>
      }
      subtitle={
        time === undefined
          ? `Attempt ${run.attempt}`
          : `Attempt ${run.attempt}, ${formatDuration(time)}`
      }
      actions={
        run.sweepId && (
          <>
            <ReplayButton run={run} />
            <ButtonAnchor href={fillPath(orchestratorApi.openRunJob, { id: run.id })}>
              <Layers aria-hidden size={16} />
              Its job
            </ButtonAnchor>
          </>
        )
      }
    >
      {run.error && <Failure error={run.error} />}
      {run.state === "pruned" && (
        <p className={styles.notice}>
          Pruned: others were better at the same step. Its metrics stem from the part that was
          trained and do not compare with those of whole runs.
        </p>
      )}
      {sweep.data?.replayOf && (
        <p className={styles.notice}>
          This run trains{" "}
          <Link to="/runs/$runId" params={{ runId: sweep.data.replayOf }}>
            another one
          </Link>{" "}
          once more, to see whether it comes out the same.
        </p>
      )}
      <div className={styles.columns}>
        <Panel title="Parameters">
          {Object.keys(run.params).length === 0 ? (
            <p className={styles.soft}>Drawn when the run begins.</p>
          ) : (
            <Facts
              facts={Object.entries(run.params).map(([name, value]) => [name, formatParam(value)])}
            />
          )}
        </Panel>
        <Panel title="Metrics" note={validation && describeScores(validation, run)}>
          {Object.keys(run.metrics).length === 0 ? (
            <p className={styles.soft}>
              {hasEnded(run) ? "It recorded none." : "None yet: they come when the run ends."}
            </p>
          ) : (
            <Facts
              facts={metricFacts(run.metrics, objective, (name) =>
                createScoreFormat([run], name)(run),
              )}
            />
          )}
        </Panel>
        <ReplaysPanel replays={run.replays} />
        <FoldDotsPanel runs={runs} objective={objective} />
        <CurvesPanel runs={runs} objective={objective} validationOf={validationOf} />
        <FoldsPanel folds={run.folds} isHoldOut={validation?.kind === "hold-out"} />
        <EvaluationPanels run={run} />
        <AttemptsPanel attempts={run.attempts} timings={run.timings} />
        <ArtifactsPanel run={run} />
        <LogPanel run={run} />
      </div>
    </Page>
  );
}

function describeScores(validation: Validation, run: Run): string {
  if (validation.kind === "hold-out") {
    return `Measured on ${formatShort(100 * validation.fraction)}% of the rows outside of the test rows, held out while training.`;
  }
  const done = run.folds.length;
  if (run.state === "pruned" && done < validation.folds) {
    return `Of a part only: ${done} of the ${validation.folds} validation folds are done.`;
  }
  return `Means over the ${validation.folds} validation folds. ${spreadNote}.`;
}

function Failure({ error }: { error: NonNullable<Run["error"]> }) {
  return (
    <section className={styles.failure} aria-label="Why it failed">
      <strong>{error.message}</strong>
      <code>{error.code}</code>
      {error.stack && (
        <details>
          <summary>Where it happened</summary>
          <pre>{error.stack}</pre>
        </details>
      )}
    </section>
  );
}
