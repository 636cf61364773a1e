import type { RunError, SweepSpec, SweepState } from "@rookery/contracts";
import { sweepStates } from "@rookery/contracts";
import { index, integer, json, jsonb, text } from "drizzle-orm/pg-core";
import { datasetVersions } from "./datasets.ts";
import { experiments } from "./experiments.ts";
import { createdAt, moment, rookery } from "./rookery.ts";

/**
 * One search. `spec` is the request with every default filled in and never
 * changes; it is `json`, which keeps the order of keys that people wrote.
 */
export const sweeps = rookery.table(
  "sweeps",
  {
    /** 32 lowercase hex digits, ordered by time (UUID version 7). */
    id: text().primaryKey(),
    experimentId: integer()
      .notNull()
      .references(() => experiments.id),
    datasetVersionId: integer()
      .notNull()
      .references(() => datasetVersions.id),
    name: text().notNull(),
    spec: json().$type<SweepSpec>().notNull(),
    state: text({ enum: sweepStates }).$type<SweepState>().notNull(),
    runCount: integer().notNull(),
    bestRunId: text(),
    error: jsonb().$type<RunError>(),
    createdAt: createdAt(),
    cancelRequestedAt: moment(),
    finishedAt: moment(),
  },
  (table) => [
    index().on(table.state),
    index().on(table.createdAt, table.id),
    index().on(table.experimentId),
  ],
);
