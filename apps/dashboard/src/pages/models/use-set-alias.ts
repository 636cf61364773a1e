import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { useToasts } from "../../components/toasts.tsx";

export interface AliasMove {
  kind: "promote" | "roll-back";
  alias: string;
  /** The version that is promoted. */
  version: number;
  /** Where the alias points now, as far as the person could see. */
  from: number | undefined;
  reason: string;
}

/** Moves an alias of a model, unless somebody else just did; every page that shows it learns of it. */
export function useSetAlias(model: string) {
  const queries = useQueryClient();
  const { tell, tellFailure } = useToasts();
  return useMutation({
    mutationFn: ({ kind, alias, version, from, reason }: AliasMove) => {
      const request = { ...(from !== undefined && { from }), ...(reason.trim() && { reason }) };
      return kind === "roll-back"
        ? api.models.rollBack(model, alias, request)
        : api.models.setAlias(model, alias, { version, ...request });
    },
    onSuccess: ({ alias, toVersion }) => tell(`Version ${toVersion} is ${alias}`),
    onError: (error) => tellFailure("The alias stays where it is", error),
    // A refusal tells that what is shown is old.
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["model", model] }),
        queries.invalidateQueries({ queryKey: ["models"] }),
      ]),
  });
}
