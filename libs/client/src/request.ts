import { AppError, type ErrorCode, errorCodes, Problem } from "@rookery/contracts";
import type { z } from "zod";

export interface ConnectionOptions {
  /** Such as `http://127.0.0.1:7100`. */
  url: string;
  apiKey?: string | undefined;
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PUT";
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON, or as it is when it is a form. */
  body?: unknown;
  signal?: AbortSignal | undefined;
}

export type Requester = ReturnType<typeof createRequester>;

/**
 * Speaks to one Rookery server. A refusal becomes the `AppError` the server
 * described, a server that does not answer an `unavailable`.
 */
export function createRequester({ url, apiKey }: ConnectionOptions) {
  async function send(path: string, options: RequestOptions = {}): Promise<Response> {
    const { method = "GET", query = {}, body, signal } = options;
    const address = new URL(path.replace(/^\//, ""), url.endsWith("/") ? url : `${url}/`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    const isForm = body instanceof FormData;
    const response = await fetch(address, {
      method,
      headers: {
        ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        ...(body !== undefined && !isForm && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      ...(signal && { signal }),
    }).catch((cause) => {
      if (signal?.aborted) throw cause;
      throw unavailable(`Nothing answers at ${url}.`, cause);
    });
    if (!response.ok) throw await readProblem(response);
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
      if (options.signal?.aborted) throw cause;
      throw unavailable(`The answer of ${url} broke off or is not Rookery's.`, cause);
    }
  }

  return {
    send,
    text: (path: string, options: RequestOptions = {}) =>
      receive(path, options, (response) => response.text()),
    json: <T extends z.ZodType>(schema: T, path: string, options: RequestOptions = {}) =>
      receive(
        path,
        options,
        async (response): Promise<z.output<T>> => schema.parse(await response.json()),
      ),
  };
}

export function unavailable(message: string, cause?: unknown): AppError {
  const hint = "Is Rookery running, and is this its address?";
  return new AppError("unavailable", message, { hint, cause });
}

/** A proxy or another server answers without a problem document: its status must do. */
async function readProblem(response: Response): Promise<AppError> {
  const problem = Problem.safeParse(await response.json().catch(() => undefined));
  if (!problem.success) {
    const { status, statusText } = response;
    const codes = Object.keys(errorCodes) as ErrorCode[];
    const code = codes.find((name) => status < 500 && errorCodes[name].status === status);
    const message = `The server answered ${status} ${statusText}`.trim();
    return code ? new AppError(code, `${message}.`) : unavailable(`${message}.`);
  }
  const { code, detail, issues, hint } = problem.data;
  return new AppError(code, detail, {
    ...(issues && { issues }),
    ...(hint !== undefined && { hint }),
  });
}
