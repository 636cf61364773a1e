import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Cleanup } from "./cleanup.ts";

export type Direction = "to-server" | "to-client";

/** What becomes of bytes that come while they cannot pass. */
export type Fate = "lost" | "late";

export interface TcpProxy {
  port: number;
  /**
   * Ends every connection. Until restored, new ones are refused at once, or
   * taken and never answered.
   */
  cut(manner: "refuse" | "silence"): void;
  /**
   * Keeps every connection, and lets nothing pass in these directions until
   * restored: as where a firewall or a pooler has forgotten a flow, neither end can tell.
   */
  hold(directions: readonly Direction[], fate: Fate): void;
  /** Lets everything pass. What was cut is ended; what was held goes on over the same connections. */
  restore(): void;
}

/** A way to a server on this machine that can be cut off or fall silent. */
export async function startTcpProxy(targetPort: number, cleanup: Cleanup): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const late: (() => void)[] = [];
  let state: "open" | "refuse" | "silence" = "open";
  let held: { directions: readonly Direction[]; fate: Fate } | null = null;

  function keep(socket: Socket): Socket {
    sockets.add(socket);
    // A connection cut in the middle is what this is for.
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    return socket;
  }

  function forward(from: Socket, to: Socket, direction: Direction): void {
    const write = (chunk: Buffer) => {
      if (to.destroyed || to.write(chunk)) return;
      from.pause();
      to.once("drain", () => from.resume());
    };
    from.on("data", (chunk) => {
      if (!held?.directions.includes(direction)) write(chunk);
      else if (held.fate === "late") late.push(() => write(chunk));
    });
    from.on("end", () => to.end());
    from.on("close", () => to.destroy());
  }

  const server = createServer((client) => {
    keep(client);
    if (state === "refuse") client.resetAndDestroy();
    if (state !== "open") return;
    const upstream = keep(connect(targetPort, "127.0.0.1"));
    forward(client, upstream, "to-server");
    forward(upstream, client, "to-client");
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
    hold(directions, fate) {
      held = { directions, fate };
    },
    restore() {
      held = null;
      for (const deliver of late.splice(0)) deliver();
      if (state === "open") return;
      state = "open";
      endAll();
    },
  };
}
