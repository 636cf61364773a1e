import { maxRetriedRuns, type Sweep } from "@rookery/contracts";
import { type FailureCause, formatCount } from "@rookery/presentation";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/controls/button.tsx";
import { ConfirmDialog } from "../../../components/controls/confirm-dialog.tsx";
import { describeRetriedEnd, useRetryRuns } from "../use-retry-runs.ts";

/** Queues the runs that failed of one cause again, and no others; asks first. */
export function RetryCause({ sweep, cause }: { sweep: Sweep; cause: FailureCause }) {
  const [isAsked, setAsked] = useState(false);
  const retry = useRetryRuns(sweep.id);
  if (sweep.state === "stopping" || sweep.state === "finalizing") return null;
  const runs = cause.attempts.slice(0, maxRetriedRuns).map(({ runId }) => runId);
  const these = describeRuns(runs.length, cause.attempts.length);
  return (
    <>
      <Button disabled={retry.isPending} onClick={() => setAsked(true)}>
        <RotateCcw aria-hidden size={16} />
        Retry {these}
      </Button>
      {isAsked && (
        <ConfirmDialog
          onClose={() => setAsked(false)}
          onConfirm={() => retry.mutateAsync({ runs })}
          title={`Retry ${these}?`}
          action="Retry the runs"
        >
          They are queued again with all their tries. Runs that failed of another cause stay as they
          are.
          {describeRetriedEnd(sweep)}
        </ConfirmDialog>
      )}
    </>
  );
}

function describeRuns(taken: number, all: number): string {
  if (all === 1) return "this run";
  return `${taken < all ? "the first" : "these"} ${formatCount(taken)} runs`;
}
