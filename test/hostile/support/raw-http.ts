import { connect, type Socket } from "node:net";

export interface RawAnswer {
  status: number;
  headers: string;
  body: string;
}

export interface RawRequest {
  method?: string;
  path?: string;
  headers?: readonly (readonly [name: string, value: string])[];
  body?: string | Buffer;
}

/** The bytes of a request that no well-behaved client would send. */
export function rawRequest({ method = "GET", path = "/", headers = [], body }: RawRequest): Buffer {
  const framed = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const lines = [
    `${method} ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    "connection: close",
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(framed || body === undefined ? [] : [`content-length: ${Buffer.byteLength(body)}`]),
  ];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), Buffer.from(body ?? "")]);
}

export const json = ["content-type", "application/json"] as const;

export function openSocket(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname);
}

/** Sends bytes over a connection of their own and reads until the server closes it. */
export async function exchange(url: string, bytes: string | Buffer): Promise<RawAnswer> {
  const socket = openSocket(url);
  // Answered early and closed, the rest of what we send is not wanted.
  const done = new Promise<string>((resolve) => {
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
  });
  socket.write(bytes);
  return parseAnswer(await done);
}

function parseAnswer(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n");
  const headers = end < 0 ? text : text.slice(0, end);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(headers)?.[1] ?? Number.NaN);
  return { status, headers, body: end < 0 ? "" : text.slice(end + 4) };
}
