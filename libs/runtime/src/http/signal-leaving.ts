import type { FastifyReply } from "fastify";

/**
 * Aborted when whoever asked has left before the answer was written. Fastify's
 * own `request.signal` is aborted as soon as a request's body has been read,
 * since Node closes a request then.
 */
export function signalLeaving({ raw }: FastifyReply): AbortSignal {
  const leaving = new AbortController();
  const onClose = () => {
    if (!raw.writableFinished) leaving.abort();
  };
  if (raw.closed) onClose();
  else raw.once("close", onClose);
  return leaving.signal;
}
