import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";

declare module "fastify" {
  interface FastifyContextConfig {
    /** `false`: the route answers without an API key. */
    auth?: false;
    /** JSON Schema of a body the route reads by itself, for the OpenAPI document. */
    documentedBody?: object;
  }
  interface FastifyInstance {
    /** The keys this server was created with; empty: open, loopback only. */
    apiKeys: readonly string[];
  }
}

/** A Fastify server whose route schemas are zod schemas. */
export type HttpServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
