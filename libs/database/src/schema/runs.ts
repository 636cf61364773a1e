import type {
  AttemptState,
  FoldScore,
  Params,
  RunError,
  RunState,
  RunTimings,
} from "@rookery/contracts";
import { attemptStates, runStates } from "@rookery/contracts";
import { sql } from "drizzle-orm";
import {
  bigint,
  doublePrecision,
  index,
  integer,
  json,
  jsonb,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { experiments } from "./experiments.ts";
import { createdAt, moment, rookery } from "./rookery.ts";
import { sweeps } from "./sweeps.ts";

/**
 * One hyperparameter combination. Samplers that learn draw it when the run is
 * first claimed: until then `params` is empty and `paramsHash` null; from then
 * on both stay as they are, whatever becomes of the run. `attempt` is the number of the newest
 * attempt and the fencing token: only the attempt whose number stands here may
 * finish the run. A run in a terminal state never changes again unless it is
 * explicitly queued anew. Runs logged from outside have no sweep.
 */
export const runs = rookery.table(
  "runs",
  {
    /** 32 lowercase hex digits, ordered by time (UUID version 7). */
    id: text().primaryKey(),
    experimentId: integer()
      .notNull()
      .references(() => experiments.id),
    sweepId: text().references(() => sweeps.id, { onDelete: "cascade" }),
    /** Position in the sweep, from 1. */
    number: integer(),
    name: text().notNull(),
    state: text({ enum: runStates }).$type<RunState>().notNull(),
    params: json().$type<Params>().notNull().default({}),
    paramsHash: text(),
    attempt: integer().notNull().default(0),
    /** Attempts since it was first queued, or last retried, that ended as failed or lost. */
    tries: integer().notNull().default(0),
    /**
     * The sweep's objective metric; NaN where the metric was NaN. A pruned run has
     * the last one it reported, from which samplers learn.
     */
    objectiveValue: doublePrecision(),
    folds: jsonb().$type<FoldScore[]>(),
    timings: jsonb().$type<RunTimings>(),
    error: jsonb().$type<RunError>(),
    userId: text(),
    lifecycleStage: text({ enum: ["active", "deleted"] })
      .notNull()
      .default("active"),
    createdAt: createdAt(),
    startedAt: moment(),
    endedAt: moment(),
  },
  (table) => [
    unique().on(table.sweepId, table.number),
    unique().on(table.sweepId, table.paramsHash),
    index().on(table.sweepId, table.state),
    // The best value of a sweep is at one of the ends, and the first run that has it comes first.
    index("runs_best")
      .on(table.sweepId, table.objectiveValue, table.number)
      .where(sql`${table.state} = 'succeeded' and ${table.objectiveValue} <> 'NaN'`),
    // What samplers learn from; runs that are not drawn yet are left out.
    index("runs_drawn").on(table.sweepId, table.number).where(sql`${table.paramsHash} is not null`),
    // How long the newest took, by which the time that is left is estimated.
    index("runs_measured")
      .on(table.sweepId, table.endedAt)
      .where(sql`${table.state} in ('succeeded', 'pruned', 'failed', 'timed-out')`),
    index().on(table.experimentId, table.startedAt),
  ],
);

/** One execution of a run. */
export const attempts = rookery.table(
  "attempts",
  {
    runId: text()
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    number: integer().notNull(),
    workerId: text().notNull(),
    state: text({ enum: attemptStates }).$type<AttemptState>().notNull(),
    startedAt: moment().notNull().defaultNow(),
    endedAt: moment(),
    error: jsonb().$type<RunError>(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.number] }),
    // Small: it holds what is running now.
    index("attempts_running").on(table.workerId).where(sql`${table.state} = 'running'`),
    // Finds the last hour's among millions; costs next to nothing to keep.
    index("attempts_ended").using("brin", table.endedAt).with({ autosummarize: true }),
  ],
);

/**
 * The history of every metric. The primary key's order is also the rule for
 * "latest": the greatest (step, timestamp, value) of a key.
 */
export const metrics = rookery.table(
  "metrics",
  {
    runId: text()
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    key: text().notNull(),
    step: bigint({ mode: "number" }).notNull().default(0),
    /** Milliseconds since 1970. */
    timestampMs: bigint({ mode: "number" }).notNull(),
    value: doublePrecision().notNull(),
    /** Set on what a sweep's run reports while it trains: what pruners compare. */
    sweepId: text(),
  },
  (table) => [
    primaryKey({
      columns: [table.runId, table.key, table.step, table.timestampMs, table.value],
    }),
    index("metrics_peers")
      .on(table.sweepId, table.key, table.step, table.runId, table.value)
      .where(sql`${table.sweepId} is not null`),
  ],
);

export const runTags = rookery.table(
  "run_tags",
  {
    runId: text()
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    key: text().notNull(),
    value: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.key] })],
);

/** A file of a run. A row is written only after the bytes are in the store under `storeKey`. */
export const artifacts = rookery.table(
  "artifacts",
  {
    runId: text()
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    path: text().notNull(),
    storeKey: text().notNull(),
    sizeBytes: bigint({ mode: "number" }).notNull(),
    sha256: text().notNull(),
    contentType: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.path] })],
);

/** Worker processes, alive while `heartbeatAt` is recent and `stoppedAt` is null. */
export const workers = rookery.table("workers", {
  id: text().primaryKey(),
  hostname: text().notNull(),
  pid: integer().notNull(),
  concurrency: integer().notNull(),
  /** What its machine or container lets it have; null: unknown. */
  memoryMb: integer(),
  startedAt: moment().notNull().defaultNow(),
  heartbeatAt: moment().notNull().defaultNow(),
  stoppedAt: moment(),
  /** Of its newest attempts of the last minutes, how many ended and how many of those failed. */
  recentEnded: integer().notNull().default(0),
  recentFailed: integer().notNull().default(0),
  /** Since when, and why, it takes no runs any more. */
  excludedAt: moment(),
  excludedReason: text(),
});
