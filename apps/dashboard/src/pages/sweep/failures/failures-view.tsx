import type { Sweep, SweepAttempt } from "@rookery/contracts";
import {
  explainError,
  type FailureCause,
  formatCount,
  groupFailures,
  plural,
} from "@rookery/presentation";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { EmptyState } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { ListingStates } from "../live/listing-states.tsx";
import { useFailedAttempts } from "../live/sweep-listings.ts";
import styles from "../sweep.module.css";
import { RetryCause } from "./retry-cause.tsx";

const shownRuns = 12;

export function FailuresView({ sweep }: { sweep: Sweep }) {
  return (
    <ListingStates listing={useFailedAttempts(sweep)} what="failed runs">
      {(attempts) => <Causes sweep={sweep} attempts={attempts} />}
    </ListingStates>
  );
}

interface CausesProps {
  sweep: Sweep;
  attempts: readonly SweepAttempt[];
}

function Causes({ sweep, attempts }: CausesProps) {
  const causes = useMemo(() => groupFailures(attempts), [attempts]);
  if (causes.length === 0) {
    return (
      <EmptyState title="Nothing has failed">
        Runs that fail, pass their time limit or lose their worker are gathered here by cause.
      </EmptyState>
    );
  }
  return (
    <Panel
      title="Failures by cause"
      note="The last attempt of each run that ended without success. Messages that differ only in numbers and names are one cause."
    >
      <ul className={styles.causes}>
        {causes.map((cause) => (
          <Cause key={`${cause.code} ${cause.message}`} sweep={sweep} cause={cause} />
        ))}
      </ul>
    </Panel>
  );
}

function Cause({ sweep, cause }: { sweep: Sweep; cause: FailureCause }) {
  const { code, message, attempts } = cause;
  const { title, advice } = explainError(code);
  return (
    <li className={styles.cause}>
      <div className={styles.causeHead}>
        <h3>
          {plural(attempts.length, "run")}: {title}
        </h3>
        <RetryCause sweep={sweep} cause={cause} />
      </div>
      <p className={styles.message}>{message}</p>
      {advice && <p className={styles.reason}>{advice}</p>}
      <p className={styles.runLinks}>
        {attempts.slice(0, shownRuns).map(({ runId, runNumber }) => (
          <Link key={runId} to="/runs/$runId" params={{ runId }}>
            #{runNumber}
          </Link>
        ))}
        {attempts.length > shownRuns && `and ${formatCount(attempts.length - shownRuns)} more`}
      </p>
    </li>
  );
}
