export * from "./create-database.ts";
export * from "./listen.ts";
export * from "./migrate.ts";
export * as schema from "./schema/index.ts";
