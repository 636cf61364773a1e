import type { MetricValue, ModelFormat, ModelSignature, Params } from "@rookery/contracts";
import { modelFormats } from "@rookery/contracts";
import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { datasetVersions } from "./datasets.ts";
import { createdAt, rookery } from "./rookery.ts";
import { sweeps } from "./sweeps.ts";

/** `lastVersion` only grows, so a deleted version's number is never given out again. */
export const models = rookery.table("models", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull().unique(),
  description: text(),
  lastVersion: integer().notNull().default(0),
  createdAt: createdAt(),
  updatedAt: createdAt(),
});

export const modelTags = rookery.table(
  "model_tags",
  {
    modelId: integer()
      .notNull()
      .references(() => models.id, { onDelete: "cascade" }),
    key: text().notNull(),
    value: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.modelId, table.key] })],
);

/**
 * A version of a model. Of the format `rookery` it is an immutable model file in
 * the artifact store, with what is needed to judge it; of the format `mlflow` it
 * is whatever a client of the other API says lies at `source`.
 */
export const modelVersions = rookery.table(
  "model_versions",
  {
    modelId: integer()
      .notNull()
      .references(() => models.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    format: text({ enum: modelFormats }).$type<ModelFormat>().notNull().default("rookery"),
    storeKey: text(),
    sha256: text(),
    sizeBytes: bigint({ mode: "number" }),
    trainer: text(),
    params: json().$type<Params>(),
    signature: jsonb().$type<ModelSignature>(),
    /** Measured once on the sweep's test rows; empty when none were held out. */
    testMetrics: jsonb().$type<Record<string, MetricValue>>().notNull().default({}),
    source: text(),
    /** No reference: a client may name a run that is not here. */
    runId: text(),
    runLink: text(),
    sweepId: text().references(() => sweeps.id, { onDelete: "set null" }),
    datasetVersionId: integer().references(() => datasetVersions.id, {
      onDelete: "set null",
    }),
    description: text(),
    stage: text().notNull().default("None"),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.version] }),
    check(
      "model_versions_complete",
      sql`${table.format} <> 'rookery' or num_nulls(${table.storeKey}, ${table.sha256}, ${table.sizeBytes}, ${table.trainer}, ${table.params}, ${table.signature}) = 0`,
    ),
    index().on(table.runId),
    index().on(table.sweepId),
  ],
);

export const modelVersionTags = rookery.table(
  "model_version_tags",
  {
    modelId: integer().notNull(),
    version: integer().notNull(),
    key: text().notNull(),
    value: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.version, table.key] }),
    foreignKey({
      columns: [table.modelId, table.version],
      foreignColumns: [modelVersions.modelId, modelVersions.version],
    }).onDelete("cascade"),
  ],
);

/** A movable name for a version, such as `champion`. */
export const aliases = rookery.table(
  "aliases",
  {
    modelId: integer().notNull(),
    alias: text().notNull(),
    version: integer().notNull(),
    updatedAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.alias] }),
    foreignKey({
      columns: [table.modelId, table.version],
      foreignColumns: [modelVersions.modelId, modelVersions.version],
    }).onDelete("cascade"),
  ],
);

/** The audit trail: every decision about an alias, whether it moved or not. */
export const promotions = rookery.table(
  "promotions",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    modelId: integer()
      .notNull()
      .references(() => models.id, { onDelete: "cascade" }),
    alias: text().notNull(),
    fromVersion: integer(),
    toVersion: integer().notNull(),
    outcome: text({ enum: ["promoted", "kept"] }).notNull(),
    reason: text().notNull(),
    actor: text({ enum: ["finalizer", "user"] }).notNull(),
    sweepId: text(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.modelId, table.id)],
);
