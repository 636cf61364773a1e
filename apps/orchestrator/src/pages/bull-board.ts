import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { FastifyAdapter } from "@bull-board/fastify";
import type { Queues } from "@rookery/queue";
import { type HttpServer, policyOfPages } from "@rookery/runtime";
import type { FastifyReply, FastifyRequest } from "fastify";

/** The adapter works on every backend but is typed for Redis. */
type AdaptedQueue = ConstructorParameters<typeof BullMQAdapter>[0];

export const boardPath = "/queues";

/** Bull Board over every queue. It sits behind the API keys like every other route. */
export async function registerBullBoard(app: HttpServer, queues: Queues): Promise<void> {
  const serverAdapter = new FastifyAdapter();
  createBullBoard({
    queues: queues.boardQueues().map((queue) => new BullMQAdapter(queue as AdaptedQueue)),
    serverAdapter,
    options: { uiConfig: { boardTitle: "Rookery" } },
  });
  // Bull Board's own handler makes a 500 of a missing API key and tells what broke.
  serverAdapter.setErrorHandler((error) => {
    throw error;
  });
  serverAdapter.setBasePath(boardPath);
  await app.register(
    async (scope) => {
      scope.addHook("onSend", keepToThisSite);
      await scope.register(serverAdapter.registerPlugin());
    },
    { prefix: boardPath },
  );
}

/** Bull Board's page asks another site for its fonts; without them it has those of the system. */
const foreignLinks = /<link\b[^>]*\bhref="https?:\/\/[^>]*>/g;

async function keepToThisSite(_request: FastifyRequest, reply: FastifyReply, payload: unknown) {
  const isPage = String(reply.getHeader("content-type")).startsWith("text/html");
  if (!isPage || typeof payload !== "string") return payload;
  const page = payload.replace(foreignLinks, "");
  reply.header("content-security-policy", policyOfPages());
  reply.header("content-length", Buffer.byteLength(page));
  return page;
}
