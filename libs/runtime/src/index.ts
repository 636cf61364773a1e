export { Counter, Gauge, Histogram, Registry } from "prom-client";
export { checkFolder } from "./check-folder.ts";
export { type ArtifactsConfig, artifactsConfig, s3Config } from "./config/artifacts-config.ts";
export { type Config, type ConfigSections, loadConfig } from "./config/load-config.ts";
export {
  chooseQueueBackend,
  databaseConfig,
  type HttpConfig,
  httpConfig,
  type LogConfig,
  logConfig,
  optionalDatabaseConfig,
  redisConfig,
  spoolConfig,
  threadsConfig,
  trainersConfig,
} from "./config/sections.ts";
export { createLogger, type Logger, type LoggerOptions } from "./create-logger.ts";
export {
  createHttpServer,
  type HttpServerOptions,
  listenHttp,
} from "./http/create-http-server.ts";
export { askParts, type Part, type Readiness } from "./http/health-routes.ts";
export type { HttpServer } from "./http/http-server.ts";
export { isLoopback, refuseOpenListening } from "./http/loopback.ts";
export { policyOfPages } from "./http/policy-of-pages.ts";
export { sendProblem, toProblem } from "./http/problem-details.ts";
export { serveEndpoints } from "./http/serve-endpoints.ts";
export { signalLeaving } from "./http/signal-leaving.ts";
export { createLifecycle, type Lifecycle, withResources } from "./lifecycle/create-lifecycle.ts";
export { type Loop, type LoopHealth, type LoopOptions, repeat } from "./lifecycle/repeat.ts";
export { runService, type ServiceOptions } from "./lifecycle/run-service.ts";
export { hideUrlPassword } from "./redact.ts";
