import { AppError, type DatasetVersion } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queries } from "../../server/queries.ts";
import type { Trainer } from "./request/param-fields.ts";
import { defaultTrainer, taskOf } from "./request/tasks.ts";

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
  const { data, error, refetch } = useQuery(
    queries.datasets.features(
      table &&
        column && {
          dataset: table.dataset,
          version: table.version,
          target,
          trainer: defaultTrainer(taskOf(column), trainers),
        },
    ),
  );
  // A target that cannot be predicted: its own message says so, and no column was looked at.
  const unjudged = useMemo(() => {
    const others = table?.columns.filter(({ name, distinct }) => name !== target && distinct > 0);
    return { features: others?.map(({ name }) => name) ?? [], warnings: [] };
  }, [table, target]);
  const isRefusal = error instanceof AppError && !error.retryable;
  const suggested = isRefusal ? unjudged : data;
  return { suggested, error: isRefusal ? null : error, retry: refetch };
}
