import type { Run } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Layers } from "lucide-react";
import { api } from "../../api.ts";
import { StateBadge } from "../../components/badge.tsx";
import { ButtonAnchor } from "../../components/button.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { Facts } from "../../components/facts.tsx";
import { Loading } from "../../components/loading.tsx";
import { metricFacts } from "../../components/metric-facts.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { formatParam } from "../../format/numbers.ts";
import { formatDuration } from "../../format/times.ts";
import { hasEnded, runTimeMs } from "../../sweep-runs.ts";
import { ArtifactsPanel } from "./artifacts-panel.tsx";
import { AttemptsPanel } from "./attempts-panel.tsx";
import { CurvesPanel } from "./curves-panel.tsx";
import { EvaluationPanels } from "./evaluation-panels.tsx";
import { FoldsPanel } from "./folds-panel.tsx";
import { LogPanel } from "./log-panel.tsx";
import { ReplayButton } from "./replay-button.tsx";
import { isReplaying } from "./replays.ts";
import { ReplaysPanel } from "./replays-panel.tsx";
import styles from "./run.module.css";

const route = getRouteApi("/runs/$runId");
const refreshMs = 2_000;

export function RunPage() {
  const { runId } = route.useParams();
  const run = useQuery({
    queryKey: ["run", runId],
    queryFn: () => api.runs.get(runId),
    refetchInterval: ({ state: { data } }) =>
      data && (!hasEnded(data) || isReplaying(data)) ? refreshMs : false,
  });
  if (run.isPending) return <Loading what="Loading the run" />;
  if (!run.data) {
    return (
      <Page title="Run">
        <ErrorState error={run.error} onRetry={() => void run.refetch()} />
      </Page>
    );
  }
  return <LoadedRun run={run.data} />;
}

function LoadedRun({ run }: { run: Run }) {
  const time = runTimeMs(run);
  const sweep = useQuery({
    queryKey: ["sweep", run.sweepId],
    queryFn: () => api.sweeps.get(run.sweepId ?? ""),
    enabled: run.sweepId !== null,
  });
  const objective = sweep.data?.spec.objective.metric;
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
            <ButtonAnchor href={`/runs/${run.id}/job`}>
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
        <Panel title="Metrics" note="Means over the validation folds.">
          {Object.keys(run.metrics).length === 0 ? (
            <p className={styles.soft}>None yet: they come when the run ends.</p>
          ) : (
            <Facts facts={metricFacts(run.metrics, objective)} />
          )}
        </Panel>
        <ReplaysPanel replays={run.replays} />
        <CurvesPanel runs={[run]} />
        <FoldsPanel folds={run.folds} />
        <EvaluationPanels run={run} />
        <AttemptsPanel attempts={run.attempts} timings={run.timings} />
        <ArtifactsPanel run={run} />
        <LogPanel run={run} />
      </div>
    </Page>
  );
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
