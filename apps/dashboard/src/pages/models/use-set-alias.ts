import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { useToasts } from "../../components/toasts.tsx";

export interface AliasMove {
  alias: string;
  version: number;
  reason: string;
}

/** Points an alias of a model at a version; every page that shows it learns of it. */
export function useSetAlias(model: string) {
  const queries = useQueryClient();
  const { tell, tellFailure } = useToasts();
  return useMutation({
    mutationFn: ({ alias, version, reason }: AliasMove) =>
      api.models.setAlias(model, alias, { version, ...(reason.trim() && { reason }) }),
    onSuccess: async ({ alias, toVersion }) => {
      tell(`Version ${toVersion} is ${alias}`);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["model", model] }),
        queries.invalidateQueries({ queryKey: ["models"] }),
      ]);
    },
    onError: (error) => tellFailure("The alias stays where it is", error),
  });
}
