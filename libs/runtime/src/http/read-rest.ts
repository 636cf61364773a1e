import type { FastifyReply, FastifyRequest } from "fastify";

/** For how long who is refused may go on sending before it is answered nevertheless. */
const restMs = 5_000;

/**
 * Reads what is left of a refused request into nothing, when the connection ends
 * with its answer: closing while bytes are on their way resets the connection, and
 * the sender may lose the answer (RFC 9112, section 9.6). `undefined`: nothing is left.
 */
export function readRest({ raw }: FastifyRequest, reply: FastifyReply): Promise<void> | undefined {
  const closes = [raw.headers.connection, reply.getHeader("connection")].includes("close");
  const hasBody = "content-length" in raw.headers || "transfer-encoding" in raw.headers;
  if (!closes || !hasBody || raw.complete || raw.destroyed) return undefined;
  return new Promise((resolve) => {
    const timer = setTimeout(done, restMs);
    function done(): void {
      clearTimeout(timer);
      raw.off("end", done).off("close", done);
      resolve();
    }
    raw.on("end", done).on("close", done).resume();
  });
}
