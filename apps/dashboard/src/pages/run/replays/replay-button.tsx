import type { Run } from "@rookery/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { Button } from "../../../components/controls/button.tsx";
import { useToasts } from "../../../components/feedback/toasts.tsx";
import { api } from "../../../server/api.ts";
import { queries } from "../../../server/queries.ts";
import { isReplaying } from "./replays.ts";

/** Trains the run once more, to see whether it comes out the same. */
export function ReplayButton({ run }: { run: Run }) {
  const cache = useQueryClient();
  const { tell, tellFailure } = useToasts();
  const replay = useMutation({
    mutationFn: () => api.runs.replay(run.id),
    onSuccess: () => {
      tell("It is trained once more");
      return cache.invalidateQueries({ queryKey: queries.runs.get(run.id).queryKey });
    },
    onError: (error) => tellFailure("Could not train it once more", error),
  });
  if (run.state !== "succeeded") return null;
  return (
    <Button
      disabled={replay.isPending || isReplaying(run)}
      title="With the same data, parameters and seed, to see whether it comes out the same"
      onClick={() => replay.mutate()}
    >
      <RotateCcw aria-hidden size={16} />
      Train once more
    </Button>
  );
}
