import { createServer } from "node:net";

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
  const port = await tryPort(0, host);
  if (port === null) throw new Error(`No port is free on ${host}`);
  return port;
}

/** The port bound, or null when somebody has it or the user may not have it. */
function tryPort(port: number, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(null);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === "object" ? address.port : null));
    });
  });
}
