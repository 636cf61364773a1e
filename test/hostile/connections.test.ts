import { once } from "node:events";
import type { Socket } from "node:net";
import { afterAll, afterEach, expect, test } from "vitest";
import { exchange, openSocket, rawRequest } from "./support/raw-http.ts";
import { expectHealthy, readResidentBytes, useStack } from "./support/use-stack.ts";

const stack = useStack();
const sockets: Socket[] = [];
const mebibyte = 1024 * 1024;
/** Far below the minute for which a stalled client is kept, far above what a busy machine needs. */
const promptMs = 30_000;

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(() => expectHealthy(stack));

/** Opens connections and says the same on each. */
async function open(count: number, url: string, words = ""): Promise<Socket[]> {
  const opened = Array.from({ length: count }, () => openSocket(url));
  sockets.push(...opened);
  await Promise.all(
    opened.map(async (socket) => {
      socket.on("error", () => {});
      await once(socket, "connect");
      if (words !== "") socket.write(words);
    }),
  );
  return opened;
}

async function expectPromptAnswers(): Promise<void> {
  const startedAt = performance.now();
  await expectHealthy(stack);
  expect(performance.now() - startedAt).toBeLessThan(promptMs);
}

test("1,000 requests at once are all answered", async () => {
  const { orchestratorUrl, inferenceUrl } = stack;
  const request = rawRequest({ path: "/models" });
  const answers = await Promise.all(
    Array.from({ length: 1000 }, (_, at) =>
      exchange(at % 2 ? orchestratorUrl : inferenceUrl, request),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

test.each([
  ["say nothing", ""],
  ["stop within their headers", "POST /sweeps HTTP/1.1\r\nhost: 127.0.0.1\r\nx-half"],
  [
    "stop within their body",
    'POST /sweeps HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"dataset"',
  ],
  [
    "stop within an upload",
    'POST /datasets?name=slow HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 100000\r\n\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b\n1,2\n',
  ],
])("1,000 clients that %s keep nobody else waiting", async (_name, words) => {
  const before = await readResidentBytes(stack.process.pid);
  await open(1000, stack.orchestratorUrl, words);
  await expectPromptAnswers();
  expect((await readResidentBytes(stack.process.pid)) - before).toBeLessThan(250 * mebibyte);
});

test("clients that ask for much and read nothing cost bounded memory", async () => {
  const before = await readResidentBytes(stack.process.pid);
  const page = "GET /openapi.json HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".repeat(20);
  for (const socket of await open(100, stack.orchestratorUrl, page)) socket.pause();
  await expectPromptAnswers();
  expect((await readResidentBytes(stack.process.pid)) - before).toBeLessThan(400 * mebibyte);
});

test("watchers that do not read, and go without a word, leave nothing behind", async () => {
  const events = `GET /sweeps/${stack.sweepId}/events HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`;
  for (const socket of await open(500, stack.orchestratorUrl, events)) socket.pause();
  await expectPromptAnswers();
  for (const socket of sockets.splice(0)) socket.resetAndDestroy();
  await expectPromptAnswers();
});

test("clients that are gone before the answer do no harm", async () => {
  const body = '{"model":"penguins","rows":[{}]}';
  const predict = `POST /predict HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  await open(500, stack.inferenceUrl, predict);
  for (const socket of sockets.splice(0)) socket.resetAndDestroy();
  await expectPromptAnswers();
});
