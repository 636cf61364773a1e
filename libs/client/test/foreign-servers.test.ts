import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { AppError } from "@rookery/contracts";
import { expect, onTestFinished, test } from "vitest";
import { createClient, UnknownAnswer } from "../src/index.ts";

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

async function errorFrom(ask: Promise<unknown>): Promise<AppError> {
  const error = await ask.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

async function codeFrom(url: string): Promise<string> {
  return (await errorFrom(createClient({ url }).sweeps.list())).code;
}

test("nobody at the address is unavailable", async () => {
  // A connection has the port at its other end, so nobody can listen there.
  const { hostname, port } = new URL(await serve(() => {}));
  const connection = connect(Number(port), hostname);
  onTestFinished(() => void connection.destroy());
  await once(connection, "connect");
  expect(await codeFrom(`http://127.0.0.1:${connection.localPort}`)).toBe("unavailable");
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
])("%s is an unknown answer, which asking again does not mend", async (_title, listener) => {
  const client = createClient({ url: await serve(listener) });
  for (const error of [await errorFrom(client.sweeps.list()), await errorFrom(client.health())]) {
    expect(error).toBeInstanceOf(UnknownAnswer);
    expect(error).toMatchObject({ code: "unavailable", retryable: false });
  }
});

test.each<[string, RequestListener]>([
  [
    "an answer that breaks off",
    (_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"items":', () => response.destroy());
    },
  ],
  ["a connection that breaks", (request) => request.socket.destroy()],
])("%s is unavailable, and may pass", async (_title, listener) => {
  const error = await errorFrom(createClient({ url: await serve(listener) }).sweeps.list());
  expect(error).toMatchObject({ code: "unavailable", retryable: true });
});

test("a proxy that says in its own words that the server is away is no unknown answer", async () => {
  const url = await serve((_request, response) => {
    response.writeHead(503, { "content-type": "text/html" }).end("<h1>Service Unavailable</h1>");
  });
  const error = await errorFrom(createClient({ url }).health());
  expect(error).toMatchObject({ code: "unavailable", retryable: true });
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
