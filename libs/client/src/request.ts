import { AppError, type ErrorCode, errorCodes, Problem } from "@rookery/contracts";
import type { z } from "zod";
import { limitTime } from "./limit-time.ts";
import { UnknownAnswer } from "./unknown-answer.ts";

export interface ConnectionOptions {
  /** Such as `http://127.0.0.1:7100`. */
  url: string;
  /** One of the server's ROOKERY_API_KEYS. */
  apiKey?: string | undefined;
  /**
   * How long a server may take to begin the answer to a call that reads before
   * that rejects with `unavailable`. Default 30 s, and at most 8 s for `health`.
   * Uploads, profiles, launches and other changes, predictions and event streams
   * take the time they need, and with `Infinity` every call but `health`.
   */
  timeoutMs?: number | undefined;
}

/** Of every call that waits for a server. */
export interface CallOptions {
  /** Gives the call up: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

export interface RequestOptions extends CallOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH";
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON, or as it is when it is a form or a stream. */
  body?: unknown;
  /** Of a body that is a stream. */
  contentType?: string;
  headers?: Record<string, string>;
  /** Statuses besides 2xx whose body is the answer too. */
  accept?: readonly number[];
  /** How long the server may take to begin its answer. Default: the connection's for GET, else without end. */
  timeoutMs?: number;
}

const usualTimeoutMs = 30_000;

export type Requester = ReturnType<typeof createRequester>;

/**
 * Speaks to one Rookery server. A refusal becomes the `AppError` the server
 * described, a server that does not answer an `unavailable`, an answer that
 * does not fit an `UnknownAnswer`.
 */
export function createRequester({
  url,
  apiKey,
  timeoutMs: readTimeoutMs = usualTimeoutMs,
}: ConnectionOptions) {
  async function send(path: string, options: RequestOptions = {}): Promise<Response> {
    const { method = "GET", query = {}, headers = {}, accept = [], signal } = options;
    const { timeoutMs = method === "GET" ? readTimeoutMs : Number.POSITIVE_INFINITY } = options;
    const address = new URL(path.replace(/^\//, ""), url.endsWith("/") ? url : `${url}/`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    const { contentType, ...body } = encodeBody(options);
    const limit = limitTime({ timeoutMs, signal });
    const response = await fetch(address, {
      method,
      headers: {
        ...headers,
        ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        ...(contentType !== undefined && { "content-type": contentType }),
      },
      ...body,
      ...(limit.signal && { signal: limit.signal }),
    })
      .catch((cause) => {
        if (signal?.aborted) throw cause;
        const isLate = limit.signal?.aborted === true;
        throw unavailable(
          isLate
            ? `${url} did not answer within ${timeoutMs / 1000} s.`
            : `Nothing answers at ${url}.`,
          cause,
        );
      })
      .finally(limit.end);
    if (!response.ok && !accept.includes(response.status)) throw await readProblem(response, url);
    return response;
  }

  /** Sends, then reads the body as `read` does. */
  async function receive<T>(
    path: string,
    options: RequestOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const response = await send(path, options);
    try {
      return await read(response);
    } catch (cause) {
      if (options.signal?.aborted || cause instanceof UnknownAnswer) throw cause;
      throw unavailable(`The answer of ${url} broke off, or it is not Rookery's.`, cause);
    }
  }

  /** A proxy in front of a server that is away may answer 503 in its own words, too. */
  function understand<T extends z.ZodType>(schema: T, text: string, { ok }: Response): z.output<T> {
    try {
      return schema.parse(JSON.parse(text));
    } catch (cause) {
      throw ok ? new UnknownAnswer(url, cause) : cause;
    }
  }

  return {
    timeoutMs: readTimeoutMs,
    send,
    text: (path: string, options: RequestOptions = {}) =>
      receive(path, options, (response) => response.text()),
    bytes: (path: string, options: RequestOptions = {}) =>
      receive(path, options, async (response) => new Uint8Array(await response.arrayBuffer())),
    json: <T extends z.ZodType>(schema: T, path: string, options: RequestOptions = {}) =>
      receive(path, options, async (response) =>
        understand(schema, await response.text(), response),
      ),
  };
}

function encodeBody({ body, contentType }: RequestOptions): {
  body?: NonNullable<RequestInit["body"]>;
  contentType?: string | undefined;
  duplex?: "half";
} {
  if (body === undefined) return {};
  if (body instanceof FormData) return { body };
  if (body instanceof ReadableStream) return { body, contentType, duplex: "half" };
  return { body: JSON.stringify(body), contentType: "application/json" };
}

export function unavailable(message: string, cause?: unknown): AppError {
  const hint = "Is Rookery running, and is this its address?";
  return new AppError("unavailable", message, { hint, cause });
}

/** A proxy or another server answers without a problem document: its status must do. */
export async function readProblem(response: Response, url: string): Promise<AppError> {
  const problem = Problem.safeParse(await response.json().catch(() => undefined));
  if (!problem.success) {
    const { status, statusText } = response;
    const codes = Object.keys(errorCodes) as ErrorCode[];
    const code = codes.find((name) => status < 500 && errorCodes[name].status === status);
    const answer = `${status} ${statusText}`.trim();
    const message = `${url} answered ${answer}, and not the way Rookery does.`;
    const hint = "Is this the address of Rookery, or is a proxy in between?";
    return code ? new AppError(code, message, { hint }) : unavailable(message);
  }
  const { code, detail, issues, hint } = problem.data;
  return new AppError(code, detail, {
    ...(issues && { issues }),
    ...(hint !== undefined && { hint }),
  });
}
