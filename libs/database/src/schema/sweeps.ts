import type { RunError, StopReason, SweepSpec, SweepState } from "@rookery/contracts";
import { stopReasons, sweepStates } from "@rookery/contracts";
import { bigint, index, integer, json, jsonb, text } from "drizzle-orm/pg-core";
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
    /** What people say of it, which changes nothing else: unlike the spec it may be changed. */
    tags: jsonb().$type<Record<string, string>>().notNull().default({}),
    description: text(),
    /** Of all that decides how a combination fares, besides trainer and parameters. */
    setupHash: text(),
    /** What the client called its request, and the hash of that request. */
    idempotencyKey: text().unique(),
    requestHash: text(),
    state: text({ enum: sweepStates }).$type<SweepState>().notNull(),
    /** Why it ends, or ended, before every run had its turn. */
    stopReason: text({ enum: stopReasons }).$type<StopReason>(),
    /**
     * How many times it was handed to the queue: at launch, on resume and retry,
     * and when the queue had lost it. Jobs and finalizers of an earlier round
     * change nothing.
     */
    round: integer().notNull().default(1),
    roundStartedAt: createdAt(),
    /**
     * Up to this number the queue has been given the runs of this round that were queued; `runCount` when it
     * has all of them, and the finalizing job with them.
     */
    handedThrough: integer().notNull().default(0),
    /** When to stop with what there is. */
    deadlineAt: moment(),
    runCount: integer().notNull(),
    bestRunId: text(),
    /** Of a sweep that trains a run once more, to see whether the result is the same: that run. */
    replayOf: text(),
    /** For people: what is worth knowing of a successful end, such as that nothing was registered. */
    note: text(),
    error: jsonb().$type<RunError>(),
    createdAt: createdAt(),
    stopRequestedAt: moment(),
    finishedAt: moment(),
    /** How long it lay between its ends and the retries that followed. */
    idleMs: bigint({ mode: "number" }).notNull().default(0),
  },
  (table) => [
    // In the order in which they are listed, newest first.
    index().on(table.state, table.id),
    index().on(table.experimentId, table.id),
    index().on(table.datasetVersionId),
    index().using("gin", table.tags),
    index().on(table.setupHash),
    index().on(table.replayOf),
  ],
);
