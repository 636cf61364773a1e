import { AppError, type ErrorCode, Problem } from "@rookery/contracts";
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
      throw new AppError("unavailable", `Nothing answers at ${url}.`, {
        hint: "Is Rookery running, and is this its address?",
        cause,
      });
    });
    if (!response.ok) throw await readProblem(response);
    return response;
  }

  return {
    send,
    async json<T extends z.ZodType>(
      schema: T,
      path: string,
      options?: RequestOptions,
    ): Promise<z.output<T>> {
      const response = await send(path, options);
      return schema.parse(await response.json());
    },
  };
}

async function readProblem(response: Response): Promise<AppError> {
  const problem = Problem.safeParse(await response.json().catch(() => undefined));
  if (!problem.success) {
    const code: ErrorCode = response.status >= 500 ? "unavailable" : "malformed-body";
    return new AppError(code, `The server answered ${response.status} ${response.statusText}.`);
  }
  const { code, detail, issues, hint } = problem.data;
  return new AppError(code, detail, {
    ...(issues && { issues }),
    ...(hint !== undefined && { hint }),
  });
}
