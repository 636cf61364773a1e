import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below the ports that systems give to connections by themselves, so that only somebody else who
 * picks one can come in between, also while a server on it is restarted.
 */
const lowest = 11_000;
const highest = 32_767;
const tries = 100;

export interface PickPortOptions {
  /** Taken when free; any free port otherwise. */
  preferred?: number | undefined;
  /** The address somebody will listen on. Default: loopback. */
  host?: string;
}

/**
 * A port that is free on `host` right now. Nothing reserves it: bind it at once
 * and be ready to pick again. Who can listen on port 0 needs no port picked.
 */
export async function pickPort(options: PickPortOptions = {}): Promise<number> {
  const { preferred, host = "127.0.0.1" } = options;
  if (preferred) {
    const port = await tryPort(preferred, host);
    if (port !== null) return port;
  }
  for (let tried = 0; tried < tries; tried++) {
    const port = await tryPort(randomInt(lowest, highest + 1), host);
    if (port !== null) return port;
  }
  throw new Error(`${tries} ports were tried on ${host}, and none was free`);
}

/** The port, or null when somebody has it or the user may not have it. */
function tryPort(port: number, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(null);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => resolve(port));
    });
  });
}
