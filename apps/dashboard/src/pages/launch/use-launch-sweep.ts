import { AppError, type SweepRequest } from "@rookery/contracts";
import { plural } from "@rookery/presentation";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useToasts } from "../../components/feedback/toasts.tsx";
import { api } from "../../server/api.ts";
import type { useDraft } from "./use-draft.ts";

/** Launches what stands in the form: however often it is sent, it makes one sweep. */
export function useLaunchSweep({ state, keyOf, drop }: ReturnType<typeof useDraft>) {
  const navigate = useNavigate();
  const { tell, tellFailure } = useToasts();
  const launch = useMutation({
    mutationFn: () =>
      api.sweeps.launch(state.request as unknown as SweepRequest, {
        idempotencyKey: keyOf(state.request),
      }),
    onSuccess: ({ id, progress }) => {
      drop();
      tell(`Launched ${plural(progress.total, "run")}`);
      void navigate({ to: "/sweeps/$sweepId", params: { sweepId: id } });
    },
    onError: (error) =>
      tellFailure(
        error instanceof AppError && error.code === "unavailable"
          ? "The launch was not confirmed. Launch again: it will not launch twice"
          : "The sweep was not launched",
        error,
      ),
  });
  return { send: () => launch.mutate(), isOn: launch.isPending || launch.isSuccess };
}
