import type { MetricValue, ModelSignature, Params } from "@rookery/contracts";
import {
  bigint,
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
import { runs } from "./runs.ts";
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

/** An immutable model file in the artifact store, with what is needed to judge it. */
export const modelVersions = rookery.table(
  "model_versions",
  {
    modelId: integer()
      .notNull()
      .references(() => models.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    storeKey: text().notNull(),
    sha256: text().notNull(),
    sizeBytes: bigint({ mode: "number" }).notNull(),
    trainer: text().notNull(),
    params: json().$type<Params>().notNull(),
    signature: jsonb().$type<ModelSignature>().notNull(),
    /** Measured once on the sweep's held-out rows; empty when none were held out. */
    testMetrics: jsonb().$type<Record<string, MetricValue>>().notNull(),
    runId: text().references(() => runs.id, { onDelete: "set null" }),
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
