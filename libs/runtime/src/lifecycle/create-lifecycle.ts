import type { FastifyBaseLogger } from "fastify";

export interface Lifecycle {
  /** Remembers how to close what was just opened. After `close` has begun, it is closed at once. */
  onClose(name: string, close: () => unknown): void;
  /** Closes everything in reverse order of opening, once; a second call waits for the first. */
  close(): Promise<void>;
}

/** Ordered shutdown: a resource that fails to close is logged and does not keep the others open. */
export function createLifecycle({ logger }: { logger: FastifyBaseLogger }): Lifecycle {
  const opened: { name: string; close: () => unknown }[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    for (let resource = opened.pop(); resource; resource = opened.pop()) {
      try {
        await resource.close();
        logger.debug({ resource: resource.name }, "closed");
      } catch (error) {
        logger.error({ err: error, resource: resource.name }, "closing failed");
      }
    }
  }

  return {
    onClose(name, close) {
      opened.push({ name, close });
      if (closing) closing = closing.then(closeAll);
    },
    async close() {
      closing ??= closeAll();
      let waited: Promise<void> | undefined;
      while (waited !== closing) {
        waited = closing;
        await waited;
      }
    },
  };
}

/** Runs `use` and closes what it opened, whether it returns or throws. */
export async function withResources<T>(
  deps: { logger: FastifyBaseLogger },
  use: (lifecycle: Lifecycle) => Promise<T>,
): Promise<T> {
  const lifecycle = createLifecycle(deps);
  try {
    return await use(lifecycle);
  } finally {
    await lifecycle.close();
  }
}
