import {
  type AnswerInput,
  type EndpointInput,
  type Endpoints,
  isRawAnswer,
  isRawBody,
  type NamedEndpoint,
  type StatusOf,
} from "@rookery/contracts";
import type { FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type { HttpServer } from "./http-server.ts";

/** A request whose parts have been checked against its endpoint. */
export type EndpointRequest<E extends NamedEndpoint> = FastifyRequest<{
  Params: EndpointInput<E>["params"];
  Querystring: EndpointInput<E>["query"];
  Headers: EndpointInput<E>["headers"];
  Body: EndpointInput<E>["body"];
}>;

type IsUnion<T, All = T> = T extends unknown ? ([All] extends [T] ? false : true) : never;

/** The answer itself, or where an endpoint has several with its status. */
export type EndpointResult<E extends NamedEndpoint> =
  IsUnion<StatusOf<E>> extends false
    ? AnswerInput<E, StatusOf<E>>
    : { [S in StatusOf<E>]: { status: S; body: AnswerInput<E, S> } }[StatusOf<E>];

export type EndpointHandler<E extends NamedEndpoint> = (
  request: EndpointRequest<E>,
  reply: FastifyReply,
) => EndpointResult<E> | Promise<EndpointResult<E>>;

/** How an endpoint is served that wants more than a handler. */
export interface ServedEndpoint<E extends NamedEndpoint> {
  /** Plugins for this route alone, in a scope of its own. */
  register?: (scope: HttpServer) => PromiseLike<unknown>;
  /** `true`: the answer is made here from typed values and is written without being checked again. */
  isTrusted?: boolean;
  handle: EndpointHandler<E>;
}

/** Sends its answer by itself, such as one that another server gave. */
export interface ForwardedEndpoint {
  register?: (scope: HttpServer) => PromiseLike<unknown>;
  forward: (request: FastifyRequest, reply: FastifyReply) => void;
}

/** One entry for each endpoint; one that is missing, or of no endpoint, does not compile. */
export type Served<All extends Endpoints> = {
  [Id in keyof All]: EndpointHandler<All[Id]> | ServedEndpoint<All[Id]> | ForwardedEndpoint;
};

type AnyHandler = (request: unknown, reply: FastifyReply) => unknown;
type AnyServed = {
  register?: (scope: HttpServer) => PromiseLike<unknown>;
  isTrusted?: boolean;
  handle?: AnyHandler;
  forward?: AnyHandler;
};

/**
 * Serves endpoints: requests are checked against their schemas before the
 * handler sees them, answers are written by theirs. Another form of bodies and
 * refusals than this server's own, as of an API of somebody else, is a matter
 * of the scope they are served in.
 *
 * In two steps, so that each handler's types are known when it is read.
 *
 * @example
 * await serveEndpoints(app, workerEndpoints).by({
 *   listWorkers: async () => ({ items: await listWorkers(database) }),
 *   readActivity: () => readActivity(database),
 * });
 */
export function serveEndpoints<All extends Endpoints>(app: HttpServer, endpoints: All) {
  return {
    async by(served: Served<All>): Promise<void> {
      for (const [id, endpoint] of Object.entries(endpoints)) {
        await serveOne(app, endpoint, served[id] as AnyHandler | AnyServed);
      }
    },
  };
}

async function serveOne(
  app: HttpServer,
  endpoint: NamedEndpoint,
  entry: AnyHandler | AnyServed,
): Promise<void> {
  const { register, ...work }: AnyServed = typeof entry === "function" ? { handle: entry } : entry;
  const route = describeRoute(endpoint, work);
  if (register === undefined) {
    app.route(route);
    return;
  }
  await app.register(async (scope: HttpServer) => {
    await register(scope);
    scope.route(route);
  });
}

function describeRoute(endpoint: NamedEndpoint, work: AnyServed): RouteOptions {
  const { method, path, params, query, headers, body, maxBodyBytes, answers } = endpoint;
  return {
    method,
    url: path,
    config: { endpoint, ...(endpoint.auth === false && { auth: false as const }) },
    ...(maxBodyBytes !== undefined && { bodyLimit: maxBodyBytes }),
    schema: {
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(headers && { headers }),
      ...(body && !isRawBody(body) && { body }),
      response: Object.fromEntries(
        Object.entries(answers).filter(([, answer]) => !isRawAnswer(answer)),
      ),
    },
    ...(work.isTrusted && { serializerCompiler: () => JSON.stringify }),
    handler: work.forward ?? answerWith(endpoint, work.handle as AnyHandler),
  };
}

/** Fastify answers 200 unless it is told otherwise. */
function answerWith({ answers }: NamedEndpoint, handle: AnyHandler): RouteOptions["handler"] {
  const [status, ...others] = Object.keys(answers).map(Number) as [number, ...number[]];
  if (others.length > 0) {
    return async (request, reply) => {
      const answer = (await handle(request, reply)) as { status: number; body: unknown };
      reply.code(answer.status);
      return answer.body;
    };
  }
  if (status === 200) return handle;
  return async (request, reply) => {
    reply.code(status);
    return await handle(request, reply);
  };
}
