import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Cleanup } from "../services/cleanup.ts";

export interface TcpProxy {
  port: number;
  /**
   * Ends every connection. Until restored, new ones are refused at once, or
   * taken and never answered.
   */
  cut(manner: "refuse" | "silence"): void;
  restore(): void;
}

/** A way to a server on this machine that can be cut off. */
export async function startTcpProxy(targetPort: number, cleanup: Cleanup): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let state: "open" | "refuse" | "silence" = "open";

  function keep(socket: Socket): Socket {
    sockets.add(socket);
    // A connection cut in the middle is what this is for.
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    return socket;
  }

  const server = createServer((client) => {
    keep(client);
    if (state === "refuse") client.resetAndDestroy();
    if (state !== "open") return;
    const upstream = keep(connect(targetPort, "127.0.0.1"));
    client.pipe(upstream).pipe(client);
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanup.add(async () => {
    server.close();
    endAll();
  });

  return {
    port: (server.address() as AddressInfo).port,
    cut(manner) {
      state = manner;
      endAll();
    },
    restore() {
      state = "open";
      endAll();
    },
  };
}
