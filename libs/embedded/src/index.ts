export { type PickPortOptions, pickPort } from "./pick-port.ts";
export {
  type EmbeddedLogger,
  type EmbeddedPostgres,
  type PostgresOptions,
  startPostgres,
} from "./start-postgres.ts";
