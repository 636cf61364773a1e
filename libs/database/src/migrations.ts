import { fileURLToPath } from "node:url";

/** Where the migrations of this version lie, and where a database notes those it has had. */
export const migrations = {
  folder: fileURLToPath(new URL("../migrations", import.meta.url)),
  schema: "rookery_migrations",
  table: "__drizzle_migrations",
} as const;
