import { integer, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, rookery } from "./rookery.ts";

/** A named group of sweeps and runs. Id 0 is the experiment named `Default`. */
export const experiments = rookery.table("experiments", {
  id: integer().primaryKey().generatedByDefaultAsIdentity(),
  name: text().notNull().unique(),
  lifecycleStage: text({ enum: ["active", "deleted"] })
    .notNull()
    .default("active"),
  createdAt: createdAt(),
  updatedAt: createdAt(),
});

export const experimentTags = rookery.table(
  "experiment_tags",
  {
    experimentId: integer()
      .notNull()
      .references(() => experiments.id, { onDelete: "cascade" }),
    key: text().notNull(),
    value: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.experimentId, table.key] })],
);
