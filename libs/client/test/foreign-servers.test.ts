import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { AppError } from "@rookery/contracts";
import { expect, onTestFinished, test } from "vitest";
import { createClient } from "../src/index.ts";

/** The address of a server that is not Rookery. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function codeFrom(url: string): Promise<string> {
  const error = await createClient({ url })
    .sweeps.list()
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  expect(error).toBeInstanceOf(AppError);
  return (error as AppError).code;
}

test("nobody at the address is unavailable", async () => {
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, "close");
  expect(await codeFrom(`http://127.0.0.1:${port}`)).toBe("unavailable");
});

test.each<[string, number, string]>([
  ["a proxy without its server", 502, "unavailable"],
  ["a server of another kind", 404, "not-found"],
  ["a gate", 401, "unauthorized"],
  ["a throttle", 429, "rate-limited"],
  ["a teapot", 418, "unavailable"],
])("%s answers by its status (%i: %s)", async (_title, status, code) => {
  const url = await serve((_request, response) => {
    response.writeHead(status, { "content-type": "text/html" }).end("<h1>no</h1>");
  });
  expect(await codeFrom(url)).toBe(code);
});

test.each<[string, RequestListener]>([
  ["a page", (_request, response) => response.end("<h1>welcome</h1>")],
  ["other JSON", (_request, response) => response.end('{"hello":1}')],
  [
    "an answer that breaks off",
    (_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"items":', () => response.destroy());
    },
  ],
  ["a connection that breaks", (request) => request.socket.destroy()],
])("%s is unavailable", async (_title, listener) => {
  expect(await codeFrom(await serve(listener))).toBe("unavailable");
});

test("an address below a path is kept", async () => {
  let asked: string | undefined;
  const url = await serve((request, response) => {
    asked = request.url;
    response.end('{"items":[],"nextCursor":null}');
  });
  for (const base of [`${url}/rookery`, `${url}/rookery/`]) {
    await createClient({ url: base }).sweeps.list({ limit: 3 });
    expect(asked).toBe("/rookery/sweeps?limit=3");
  }
});
