import type { IncomingMessage, ServerResponse } from "node:http";
import type { NamedEndpoint } from "@rookery/contracts";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";

declare module "fastify" {
  interface FastifyContextConfig {
    /** `false`: the route answers without an API key. */
    auth?: false;
    /** What the route serves; pages and files serve none. */
    endpoint?: NamedEndpoint;
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
