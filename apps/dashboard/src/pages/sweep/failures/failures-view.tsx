import { errorCodes, type Sweep, type SweepAttempt } from "@rookery/contracts";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { EmptyState } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { formatCount } from "../../../format/numbers.ts";
import { ListingStates } from "../live/listing-states.tsx";
import { useFailedAttempts } from "../live/sweep-listings.ts";
import styles from "../sweep.module.css";
import { type FailureCause, groupFailures } from "./group-failures.ts";
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
  const known = code in errorCodes ? errorCodes[code as keyof typeof errorCodes] : undefined;
  return (
    <li className={styles.cause}>
      <div className={styles.causeHead}>
        <h3>
          {formatCount(attempts.length)} {attempts.length === 1 ? "run" : "runs"}:{" "}
          {known?.title ?? code}
        </h3>
        <RetryCause sweep={sweep} cause={cause} />
      </div>
      <p className={styles.message}>{message}</p>
      {known && (
        <p className={styles.reason}>
          {known.retry
            ? "This may pass: the worker has tried it again by itself."
            : "Trying the same again gives the same: change the parameters or the data instead."}
        </p>
      )}
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
