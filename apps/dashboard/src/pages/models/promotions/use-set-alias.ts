import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToasts } from "../../../components/feedback/toasts.tsx";
import { api } from "../../../server/api.ts";
import { queries } from "../../../server/queries.ts";

export interface AliasMove {
  kind: "promote" | "roll-back";
  alias: string;
  /** The version that is promoted. */
  version: number;
  /** Where the alias points, as far as the person could see; null: nowhere. */
  from: number | null;
  reason: string;
}

/** Moves an alias of a model, unless somebody else just did; every page that shows it learns of it. */
export function useSetAlias(model: string) {
  const cache = useQueryClient();
  const { tell } = useToasts();
  return useMutation({
    mutationFn: ({ kind, alias, version, from, reason }: AliasMove) => {
      const why = reason.trim() && { reason };
      return kind === "roll-back"
        ? api.models.rollBack(model, alias, { ...(from !== null && { from }), ...why })
        : api.models.setAlias(model, alias, { version, from, ...why });
    },
    onSuccess: ({ alias, toVersion }) => tell(`Version ${toVersion} is ${alias}`),
    // A refusal tells that what is shown is old.
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: queries.models.get(model).queryKey });
      void cache.invalidateQueries({ queryKey: queries.models.lists });
    },
  });
}
