import { connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { pino } from "pino";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { createHttpServer, type HttpServer, listenHttp } from "../src/index.ts";

const soonMs = 300;
/** Far longer than any of these tests: only what a test is about runs out. */
const longMs = 300_000;
const patient = {
  headersMs: longMs,
  requestMs: longMs,
  stalledMs: longMs,
  keepAliveMs: soonMs,
  checkMs: 50,
};
let app: HttpServer;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await app.close();
});

async function openConnection(timeouts: Partial<typeof patient>): Promise<Socket> {
  app = await createHttpServer({
    title: "Test",
    version: "0",
    logger: pino({ level: "silent" }),
    ready: async () => ({}),
    timeouts: { ...patient, ...timeouts },
  });
  const schema = { body: z.unknown() };
  app.post("/echo", { schema }, async () => "taken");
  app.post("/think", { schema }, async () => {
    await delay(3 * soonMs);
    return "thought";
  });
  app.get("/endless", (_request, reply) =>
    reply.send(Readable.from(endless(), { objectMode: false })),
  );
  const { port, hostname } = new URL(await listenHttp(app, { host: "127.0.0.1", port: 0 }));
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  sockets.push(socket);
  return socket;
}

function* endless() {
  for (;;) yield "x".repeat(65_536);
}

/** What the server says until it closes the connection. */
async function readToEnd(socket: Socket): Promise<string> {
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
  });
  await new Promise((resolve) => socket.once("close", resolve));
  return text;
}

const head = (path: string, length: number) =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;

test("headers that trickle in are answered 408, as a problem, in bounded time", async () => {
  const socket = await openConnection({ headersMs: soonMs });
  socket.write("GET / HTTP/1.1\r\n");
  const trickle = setInterval(() => socket.write("x: y\r\n"), 50);
  const text = await readToEnd(socket);
  clearInterval(trickle);
  expect(text).toMatch(/^HTTP\/1\.1 408 .*"code":"request-timeout"/s);
});

test("a body that trickles in is answered 408 in bounded time", async () => {
  const socket = await openConnection({ headersMs: soonMs, requestMs: soonMs });
  socket.write(head("/echo", 1_000_000));
  const trickle = setInterval(() => socket.write(" "), 50);
  const text = await readToEnd(socket);
  clearInterval(trickle);
  expect(text).toContain("408");
});

test("a sender that falls silent in the middle is let go", async () => {
  const socket = await openConnection({ stalledMs: soonMs });
  socket.write(`${head("/echo", 100)}[1,`);
  const text = await readToEnd(socket);
  expect(text).toBe("");
});

test("a reader that stops reading is let go", async () => {
  const socket = await openConnection({ stalledMs: soonMs });
  socket.pause();
  socket.write("GET /endless HTTP/1.1\r\nhost: localhost\r\n\r\n");
  const server = await new Promise<Socket>((resolve) => app.server.once("connection", resolve));
  await new Promise((resolve) => server.once("close", resolve));
  expect(server.bytesWritten).toBeLessThan(20_000_000);
});

test("who waits for us is not hurried, however long we take", async () => {
  const socket = await openConnection({ headersMs: soonMs, requestMs: soonMs, stalledMs: soonMs });
  socket.write(`${head("/think", 2)}{}`);
  const text = await readToEnd(socket);
  expect(text).toContain("thought");
});
