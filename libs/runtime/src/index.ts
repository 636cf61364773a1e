export { Counter, Gauge, Histogram, Registry } from "prom-client";
export { isSecretName, toErrorIssues } from "./error-issues.ts";
export {
  createHttpServer,
  type HttpServerOptions,
  listenHttp,
} from "./http/create-http-server.ts";
export type { Readiness } from "./http/health-routes.ts";
export type { HttpServer } from "./http/http-server.ts";
export { isLoopback, refuseOpenListening } from "./http/loopback.ts";
export { sendProblem, toProblem } from "./http/problem-details.ts";
