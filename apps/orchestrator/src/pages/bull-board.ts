import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { FastifyAdapter } from "@bull-board/fastify";
import type { Queues } from "@rookery/queue";
import type { HttpServer } from "@rookery/runtime";

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
  await app.register(serverAdapter.registerPlugin(), { prefix: boardPath });
}
