import type { Sweep } from "@rookery/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban, Pause, Play, RotateCcw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useToasts } from "../../components/toasts.tsx";
import { formatCount } from "../../format/numbers.ts";
import { countFailed } from "../../sweep-progress.ts";

type Action = "pause" | "resume" | "cancel" | "retry";

interface ActionTexts {
  title: string;
  text: (sweep: Sweep) => string;
  action: string;
  done: string;
  look?: "danger";
  icon: ReactNode;
}

const texts: Record<Action, ActionTexts> = {
  pause: {
    title: "Pause this sweep?",
    text: () =>
      "Nothing new begins. Running runs are handed back within a second and begin anew when you resume; they lose none of their tries.",
    action: "Pause the sweep",
    done: "The sweep is paused",
    icon: <Pause aria-hidden size={16} />,
  },
  resume: {
    title: "Resume this sweep?",
    text: ({ progress }) => `${formatCount(progress.queued)} runs go on from the queue.`,
    action: "Resume the sweep",
    done: "The sweep goes on",
    icon: <Play aria-hidden size={16} />,
  },
  cancel: {
    title: "Cancel this sweep?",
    text: ({ progress }) =>
      `${formatCount(progress.queued)} queued runs end at once and ${formatCount(progress.running)} running ones within a second. What has ended keeps its results, but no model is registered.`,
    action: "Cancel the sweep",
    done: "The sweep is being cancelled",
    look: "danger",
    icon: <Ban aria-hidden size={16} />,
  },
  retry: {
    title: "Retry the failed runs?",
    text: ({ progress }) =>
      `${formatCount(countFailed(progress))} runs that failed, timed out or were lost are queued again with all their tries. The sweep is finalized again, which may register another version.`,
    action: "Retry the runs",
    done: "The failed runs are queued again",
    icon: <RotateCcw aria-hidden size={16} />,
  },
};

const labels = { pause: "Pause", resume: "Resume", cancel: "Cancel", retry: "Retry failed runs" };

/** What can be done to the sweep in its present state. */
function possibleActions({ state, progress }: Sweep): Action[] {
  if (state === "running") return ["pause", "cancel"];
  if (state === "paused") return ["resume", "cancel"];
  const hasEnded = state === "succeeded" || state === "failed" || state === "cancelled";
  return hasEnded && countFailed(progress) > 0 ? ["retry"] : [];
}

/** The buttons that steer a sweep; each asks first. */
export function SweepActions({ sweep }: { sweep: Sweep }) {
  const [asked, setAsked] = useState<Action | null>(null);
  const queries = useQueryClient();
  const { tell, tellFailure } = useToasts();
  const steer = useMutation({
    mutationFn: (action: Action) => api.sweeps[action](sweep.id),
    onSuccess: (changed, action) => {
      queries.setQueryData(["sweep", sweep.id], changed);
      tell(texts[action].done);
    },
    onError: (error, action) => tellFailure(`Could not ${action} the sweep`, error),
  });
  return (
    <>
      {possibleActions(sweep).map((action) => (
        <Button
          key={action}
          look={texts[action].look ?? "plain"}
          disabled={steer.isPending}
          onClick={() => setAsked(action)}
        >
          {texts[action].icon}
          {labels[action]}
        </Button>
      ))}
      {asked && (
        <ConfirmDialog
          isOpen
          onClose={() => setAsked(null)}
          onConfirm={() => steer.mutate(asked)}
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
