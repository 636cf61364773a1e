import { countFailed, type Sweep } from "@rookery/contracts";
import {
  countEnded,
  describeStop,
  formatCount,
  formatLeft,
  formatMetric,
  formatTook,
  isLive,
  listProgress,
} from "@rookery/presentation";
import { Link } from "@tanstack/react-router";
import { Figures } from "../../../components/data/facts.tsx";
import { ProgressBar } from "../../../components/data/progress-bar.tsx";
import styles from "../sweep.module.css";
import { SweepNotes } from "./sweep-notes.tsx";

/** State, progress and the numbers a person looks for first. */
export function SweepHead({ sweep, isCutOff }: { sweep: Sweep; isCutOff: boolean }) {
  const { progress, best, spec, stopReason, error, note, replayOf } = sweep;
  return (
    <>
      {isCutOff && (
        <p className={styles.notice} role="status">
          The connection for live updates broke off. Trying again; what you see may be old.
        </p>
      )}
      {stopReason && <p className={styles.notice}>{describeStop(stopReason)}</p>}
      {note && <p className={styles.remark}>{note}</p>}
      {replayOf && (
        <p className={styles.remark}>
          It trains{" "}
          <Link to="/runs/$runId" params={{ runId: replayOf }}>
            a run
          </Link>{" "}
          once more, to see whether it comes out the same: the verdict stands there.
        </p>
      )}
      {error && (
        <p className={styles.failure}>
          {error.message} <code>{error.code}</code>
        </p>
      )}
      <SweepNotes sweep={sweep} />
      <div className={styles.progress}>
        <ProgressBar parts={listProgress(progress)} total={progress.total} />
      </div>
      <Figures
        facts={[
          ["Runs ended", `${formatCount(countEnded(progress))} of ${formatCount(progress.total)}`],
          ["Running", formatCount(progress.running)],
          ["Failed", formatCount(countFailed(progress))],
          ...(progress.cancelled > 0
            ? [["Cancelled", formatCount(progress.cancelled)] as const]
            : []),
          ...(progress.pruned > 0 ? [["Pruned", formatCount(progress.pruned)] as const] : []),
          [
            `Best ${spec.objective.metric}`,
            best ? (
              <Link key="best" to="/runs/$runId" params={{ runId: best.id }}>
                {formatMetric(best.metrics[spec.objective.metric])}
              </Link>
            ) : (
              "–"
            ),
          ],
          isLive(sweep.state) ? ["Time left", describeLeft(sweep)] : ["Took", formatTook(sweep)],
        ]}
      />
    </>
  );
}

function describeLeft(sweep: Sweep): string {
  return formatLeft(sweep) ?? (sweep.state === "running" ? "not known yet" : sweep.state);
}
