export * from "./check-database.ts";
export * from "./contains-text.ts";
export * from "./create-database.ts";
export * from "./cursor.ts";
export * from "./listen.ts";
export * from "./migrate.ts";
export * from "./open-database.ts";
export * as schema from "./schema/index.ts";
