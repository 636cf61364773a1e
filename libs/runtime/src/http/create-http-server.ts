import { AppError } from "@rookery/contracts";
import fastify, {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type onResponseHookHandler,
  type RouteOptions,
} from "fastify";
import { serializerCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { Registry } from "prom-client";
import { createAllowedMethods } from "./allowed-methods.ts";
import { answerClientError } from "./answer-client-error.ts";
import { compileZodValidator } from "./compile-zod-validator.ts";
import { createApiKeyCheck } from "./create-api-key-check.ts";
import { createForeignPageCheck } from "./create-foreign-page-check.ts";
import { createGuessBrake } from "./create-guess-brake.ts";
import { createHttpMetrics, type HttpMetrics } from "./create-http-metrics.ts";
import { createRequestIds } from "./create-request-ids.ts";
import { dropStalled } from "./drop-stalled.ts";
import { type Readiness, serveHealth } from "./health-routes.ts";
import type { HttpServer } from "./http-server.ts";
import { refuseEncodedBody, takeJsonOnly } from "./json-bodies.ts";
import { LazyLog } from "./lazy-log.ts";
import { refuseOpenListening } from "./loopback.ts";
import { registerOpenApi } from "./openapi/register-open-api.ts";
import { sendProblem } from "./problem-details.ts";
import { defaultTimeouts, type HttpTimeouts } from "./timeouts.ts";
import { trackConnections } from "./track-connections.ts";

export interface HttpServerOptions {
  title: string;
  version: string;
  description?: string;
  logger: FastifyBaseLogger;
  /** None: every route is open, and the server only listens on loopback. */
  apiKeys?: readonly string[];
  /** Largest JSON body; routes may set their own `bodyLimit`. Default 1 MiB. */
  bodyLimitBytes?: number;
  timeouts?: Partial<HttpTimeouts>;
  /** The parts this server needs, each "up" or the reason why not. */
  ready: () => Promise<Readiness>;
  /** Where the app's own metrics live; default: a new registry. */
  registry?: Registry;
}

/**
 * The skeleton both servers share: zod schemas, problem details, API keys,
 * /docs, /openapi.json, /health/live, /health/ready and /metrics. Add routes
 * to what it returns, then `listenHttp`.
 *
 * Per-request work is attached to each route when it is registered, so that a
 * request pays for nothing but its own route.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { logger, apiKeys = [], title, version, description } = options;
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const nextRequestId = createRequestIds();
  const app: HttpServer = fastify({
    loggerInstance: new LazyLog(() => logger) as FastifyBaseLogger,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: "requestId",
    }),
    bodyLimit: options.bodyLimitBytes ?? 1024 * 1024,
    requestTimeout: timeouts.requestMs,
    connectionTimeout: timeouts.stalledMs,
    keepAliveTimeout: timeouts.keepAliveMs,
    http: {
      headersTimeout: timeouts.headersMs,
      connectionsCheckingInterval: timeouts.checkMs,
    },
    clientErrorHandler: (error, socket) =>
      answerClientError(error, { socket, requestId: nextRequestId({ headers: {} }) }),
    genReqId: nextRequestId,
    frameworkErrors: (error, request, reply) => {
      setCommonHeaders(request, reply);
      sendProblem(error, request, reply);
    },
  }).withTypeProvider<ZodTypeProvider>();
  dropStalled(app.server);
  const connections = trackConnections(app.server);
  app.addHook("preClose", async () => connections.closeIdle());
  app.decorate("apiKeys", apiKeys);
  app.setValidatorCompiler(compileZodValidator);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendProblem);
  takeJsonOnly(app);

  const metrics = createHttpMetrics(options.registry);
  const allowed = createAllowedMethods();
  app.addHook("onRequest", (request, reply, done) => {
    setCommonHeaders(request, reply);
    // Whatever comes with it, a request that leads nowhere needs no reading.
    if (request.is404) sendMiss(request, reply);
    else done(refuseEncodedBody(request));
  });
  const refuseForeignPages = createForeignPageCheck({ isOpen: apiKeys.length === 0 });
  const check =
    apiKeys.length > 0 ? createApiKeyCheck(apiKeys, createGuessBrake(logger)) : undefined;
  app.addHook("onRoute", (route) => {
    allowed.add(route.method, route.url);
    if (check && route.config?.auth !== false) prependOnRequest(route, check);
    prependOnRequest(route, refuseForeignPages);
    measure(route, metrics);
  });
  app.setNotFoundHandler(sendMiss);
  function sendMiss(request: FastifyRequest, reply: FastifyReply): void {
    const miss = explainMiss(request, allowed.find(request.url));
    metrics.observe(request.method, "(none)", miss.error.status, reply.elapsedTime);
    sendProblem(miss.error, request, reply.headers(miss.headers));
  }

  await registerOpenApi(app, { title, version, description, hasApiKeys: apiKeys.length > 0 });
  await serveHealth(app, options.ready);
  app.get("/metrics", { schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  return app;
}

/** Starts listening and answers the address; `port` 0 lets the system choose. Refuses to be open to others. */
export async function listenHttp(
  app: HttpServer,
  { host, port }: { host: string; port: number },
): Promise<string> {
  refuseOpenListening(host, app.apiKeys);
  try {
    return await app.listen({ host, port });
  } catch (error) {
    throw explainListening(error, host, port);
  }
}

function explainListening(error: unknown, host: string, port: number): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const reasons: Record<string, string> = {
    EADDRINUSE: "another program listens there",
    EACCES: "this user may not listen there",
    EADDRNOTAVAIL: "this machine has no such address",
  };
  const reason = reasons[code];
  if (reason === undefined) return error;
  return new AppError("config-invalid", `Cannot listen on ${host} port ${port}: ${reason}.`, {
    hint: "Stop the other program, or set HOST and PORT to something else.",
    cause: error,
  });
}

function setCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header("x-request-id", request.id);
  reply.header("x-content-type-options", "nosniff");
  reply.header("x-frame-options", "SAMEORIGIN");
  reply.header("referrer-policy", "no-referrer");
}

function explainMiss({ method, url }: FastifyRequest, allowed: string[]) {
  if (allowed.length > 0) {
    const allow = allowed.join(", ");
    const hint = `This path takes ${allow}`;
    const error = new AppError("method-not-allowed", `${method} is not taken here`, { hint });
    return { error, headers: { allow } };
  }
  const hint = "See /docs for every route";
  const error = new AppError("not-found", `There is no ${method} ${url.split("?", 1)[0]}`, {
    hint,
  });
  return { error, headers: {} };
}

function prependOnRequest(route: RouteOptions, hook: NonNullable<RouteOptions["onRequest"]>): void {
  route.onRequest = [hook, route.onRequest ?? []].flat();
}

function measure(route: RouteOptions, metrics: HttpMetrics): void {
  const { url } = route;
  const observe: onResponseHookHandler = (request, reply, done) => {
    metrics.observe(request.method, url, reply.statusCode, reply.elapsedTime);
    done();
  };
  route.onResponse = [observe, route.onResponse ?? []].flat();
}
