import { countFailed, isTerminalSweepState, type Sweep } from "@rookery/contracts";
import { formatCount } from "@rookery/presentation";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban, Pause, Play, RotateCcw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../../../components/controls/button.tsx";
import { ConfirmDialog } from "../../../components/controls/confirm-dialog.tsx";
import { useToasts } from "../../../components/feedback/toasts.tsx";
import { api } from "../../../server/api.ts";
import { queries } from "../../../server/queries.ts";
import { describeRetriedEnd, useRetryRuns } from "../use-retry-runs.ts";

type Steering = "pause" | "resume" | "cancel";
type Action = Steering | "retry" | "retryCancelled";

const told: Record<Steering, string> = {
  pause: "The sweep is paused",
  resume: "The sweep goes on",
  cancel: "The sweep is being cancelled",
};

interface ActionTexts {
  title: string;
  text: (sweep: Sweep) => string;
  action: string;
  look?: "danger";
  icon: ReactNode;
}

const texts: Record<Action, ActionTexts> = {
  pause: {
    title: "Pause this sweep?",
    text: () =>
      "Nothing new begins. Running runs are handed back within a second and begin anew when you resume; they lose none of their tries.",
    action: "Pause the sweep",
    icon: <Pause aria-hidden size={16} />,
  },
  resume: {
    title: "Resume this sweep?",
    text: ({ progress }) => `${formatCount(progress.queued)} runs go on from the queue.`,
    action: "Resume the sweep",
    icon: <Play aria-hidden size={16} />,
  },
  cancel: {
    title: "Cancel this sweep?",
    text: ({ progress }) =>
      `${formatCount(progress.queued)} queued runs end at once and ${formatCount(progress.running)} running ones within a second. What has ended keeps its results, but no model is registered.`,
    action: "Cancel the sweep",
    look: "danger",
    icon: <Ban aria-hidden size={16} />,
  },
  retry: {
    title: "Retry the failed runs?",
    text: (sweep) =>
      `${formatCount(countFailed(sweep.progress))} runs that failed, timed out or were lost are queued again with all their tries.${describeRetriedEnd(sweep)}`,
    action: "Retry the runs",
    icon: <RotateCcw aria-hidden size={16} />,
  },
  retryCancelled: {
    title: "Retry the cancelled runs?",
    text: (sweep) =>
      `${formatCount(sweep.progress.cancelled)} runs that were cancelled are queued again.${describeRetriedEnd(sweep)}`,
    action: "Retry the runs",
    icon: <RotateCcw aria-hidden size={16} />,
  },
};

const labels: Record<Action, string> = {
  pause: "Pause",
  resume: "Resume",
  cancel: "Cancel",
  retry: "Retry failed runs",
  retryCancelled: "Retry cancelled runs",
};

/** What can be done to the sweep in its present state. */
function possibleActions({ state, progress }: Sweep): Action[] {
  const retry: Action[] = countFailed(progress) > 0 ? ["retry"] : [];
  if (state === "running") return ["pause", ...retry, "cancel"];
  if (state === "paused") return ["resume", ...retry, "cancel"];
  if (!isTerminalSweepState(state)) return [];
  return progress.cancelled > 0 ? [...retry, "retryCancelled"] : retry;
}

/** The buttons that steer a sweep; each asks first. */
export function SweepActions({ sweep }: { sweep: Sweep }) {
  const [asked, setAsked] = useState<Action | null>(null);
  const steer = useSteering(sweep.id);
  const retry = useRetryRuns(sweep.id);
  const act = (action: Action) => {
    if (action === "retry") return retry.mutateAsync({});
    if (action === "retryCancelled") return retry.mutateAsync({ states: ["cancelled"] });
    return steer.mutateAsync(action);
  };
  return (
    <>
      {possibleActions(sweep).map((action) => (
        <Button
          key={action}
          look={texts[action].look ?? "plain"}
          disabled={steer.isPending || retry.isPending}
          onClick={() => setAsked(action)}
        >
          {texts[action].icon}
          {labels[action]}
        </Button>
      ))}
      {asked && (
        <ConfirmDialog
          onClose={() => setAsked(null)}
          onConfirm={() => act(asked)}
          title={texts[asked].title}
          action={texts[asked].action}
          look={texts[asked].look ?? "primary"}
        >
          {texts[asked].text(sweep)}
        </ConfirmDialog>
      )}
    </>
  );
}

function useSteering(sweepId: string) {
  const cache = useQueryClient();
  const { tell } = useToasts();
  return useMutation({
    mutationFn: (action: Steering) => api.sweeps[action](sweepId),
    onSuccess: (changed, action) => {
      cache.setQueryData(queries.sweeps.get(sweepId).queryKey, changed);
      tell(told[action]);
    },
  });
}
