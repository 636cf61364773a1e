import { AppError, type DatasetVersion, type SweepWarning } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../../server/api.ts";
import type { Trainer } from "./request/param-fields.ts";
import { defaultTrainer, taskOf } from "./request/tasks.ts";

export interface SuggestedFeatures {
  features: string[];
  warnings: SweepWarning[];
}

/**
 * The columns the server chooses by itself for this target, and what it says of them; undefined: not known yet, or
 * because of the error.
 */
export function useSuggestedFeatures(
  table: DatasetVersion | undefined,
  target: string,
  trainers: readonly Trainer[],
) {
  const column = table?.columns.find(({ name }) => name === target);
  const query = useQuery({
    queryKey: ["suggested-features", table?.dataset, table?.version, target],
    queryFn: async (): Promise<SuggestedFeatures> => {
      if (!table || !column) throw new Error("There is no target yet");
      // The least that can be asked about: the choice depends on the table and the target alone.
      const { spec, warnings } = await api.sweeps.plan({
        dataset: table.dataset,
        datasetVersion: table.version,
        target,
        trainer: defaultTrainer(taskOf(column), trainers),
        space: {},
        validation: { kind: "hold-out" },
        testFraction: 0,
        promotion: { rule: "never" },
      });
      return { features: spec.features, warnings };
    },
    enabled: column !== undefined,
    // A version never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data, error, refetch } = query;
  // A target that cannot be predicted: its own message says so, and no column was looked at.
  const unjudged = useMemo(() => {
    const others = table?.columns.filter(({ name, distinct }) => name !== target && distinct > 0);
    return { features: others?.map(({ name }) => name) ?? [], warnings: [] };
  }, [table, target]);
  const isRefusal = error instanceof AppError && !error.retryable;
  const suggested = isRefusal ? unjudged : data;
  return { suggested, error: isRefusal ? null : error, retry: refetch };
}
