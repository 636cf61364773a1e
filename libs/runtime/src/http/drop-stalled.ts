import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Closes connections on which nothing has moved for the server's `timeout`,
 * unless it is our turn to speak: an import may take minutes after its last
 * byte came in. So slow senders and readers that stopped reading cannot pile up.
 */
export function dropStalled(server: Server): void {
  const newest = new WeakMap<Socket, { request: IncomingMessage; response: ServerResponse }>();
  server.on("request", (request, response) => newest.set(request.socket, { request, response }));
  server.on("timeout", (socket) => {
    const { request, response } = newest.get(socket) ?? {};
    const isOurTurn =
      request?.complete === true && !response?.writableEnded && socket.writableLength === 0;
    if (!isOurTurn) socket.destroy();
  });
}
