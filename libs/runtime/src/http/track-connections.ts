import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Makes a server close as soon as its last answer is sent. Node's own `close`
 * also waits for connections that never carried a request, which browsers and
 * `fetch` open ahead of need, and for kept-alive ones whose answer ended after
 * closing had begun: both for a minute and more.
 */
export function trackConnections(server: Server): { closeIdle(): void } {
  const idle = new Set<Socket>();
  let closing = false;

  function rest(socket: Socket): void {
    if (closing) socket.end();
    else idle.add(socket);
  }

  server.on("connection", (socket) => {
    rest(socket);
    socket.once("close", () => idle.delete(socket));
  });
  server.on("request", ({ socket }, response) => {
    idle.delete(socket);
    response.once("close", () => {
      if (!socket.destroyed) rest(socket);
    });
  });

  return {
    closeIdle() {
      closing = true;
      for (const socket of idle) socket.destroy();
    },
  };
}
