import type { Socket } from "node:net";

/** What the driver's client has and its types leave out. */
interface Wire {
  connection: { stream: Socket };
  /** Whether all that was sent has been answered. */
  readyForQuery: boolean;
}

/** A process that was stopped for a while finds one look due when it goes on, not all of them. */
const looksPerLimit = 8;

const limits = new WeakMap<object, number>();

/**
 * Ends a connection whose server owes an answer and has sent nothing for
 * `silenceMs`. What waits for the answer then fails as `unavailable`, and a pool
 * opens another connection.
 *
 * TCP does not tell of an answer that was lost on the way: where a firewall or a
 * pooler has forgotten a connection, both ends take it for healthy, and who waits
 * for the answer would wait for ever. `client` is the driver's, connected.
 */
export function guardSilence(client: object, silenceMs: number): void {
  const wire = client as unknown as Wire;
  const { stream } = wire.connection;
  const lookMs = silenceMs / looksPerLimit;
  let moved = 0;
  let quietMs = 0;
  const timer = setInterval(() => {
    const bytes = stream.bytesRead + stream.bytesWritten;
    // Who reads a COPY and is not ready for more has paused the stream.
    if (wire.readyForQuery || bytes !== moved || stream.isPaused()) quietMs = 0;
    else quietMs += lookMs;
    moved = bytes;
    if (quietMs < (limits.get(client) ?? silenceMs)) return;
    stream.destroy(new Error(`PostgreSQL owes an answer and was silent for ${quietMs} ms`));
  }, lookMs);
  timer.unref();
  stream.once("close", () => clearInterval(timer));
}

/** Runs `work` while the server may be silent on this connection for `silenceMs`. */
export async function withSilence<T>(
  client: object,
  silenceMs: number,
  work: () => Promise<T>,
): Promise<T> {
  limits.set(client, silenceMs);
  try {
    return await work();
  } finally {
    limits.delete(client);
  }
}
