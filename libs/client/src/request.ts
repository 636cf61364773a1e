import {
  type AnswerOutput,
  AppError,
  type Endpoint,
  type EndpointCall,
  type Endpoints,
  type ErrorCode,
  errorCodes,
  fillPath,
  isRawAnswer,
  Problem,
  type StatusOf,
} from "@rookery/contracts";
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

/** How a call is sent, beyond what its endpoint says. */
export interface SendOptions extends CallOptions {
  /** How long the server may take to begin its answer. Default: the connection's for GET, else without end. */
  timeoutMs?: number;
}

/** What goes with every endpoint, as `EndpointCall` types it for each. */
interface LooseCall {
  params?: Readonly<Record<string, unknown>>;
  query?: Readonly<Record<string, unknown>>;
  headers?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON, or as it is when it is a form or a stream. */
  body?: unknown;
  /** Of a body that is a stream. */
  contentType?: string | undefined;
}

/** What an endpoint takes, and how it is sent. */
export type Call<E extends Endpoint> = EndpointCall<E> & SendOptions;

/** A call of which one of several answers is expected. */
type Expecting<Status> = { status?: Status };

/** Nothing need be said to endpoints that ask for nothing. */
type CallArguments<E extends Endpoint, Status = never> =
  Record<never, never> extends EndpointCall<E>
    ? [call?: Call<E> & Expecting<Status>]
    : [call: Call<E> & Expecting<Status>];

const usualTimeoutMs = 30_000;

export type Requester<Api extends Endpoints> = ReturnType<typeof createRequester<Api>>;

/**
 * Calls the endpoints of one server by their operation ids. A refusal becomes
 * the `AppError` the server described, a server that does not answer an
 * `unavailable`, an answer that does not fit an `UnknownAnswer`.
 */
export function createRequester<const Api extends Endpoints>(
  api: Api,
  { url, apiKey, timeoutMs: readTimeoutMs = usualTimeoutMs }: ConnectionOptions,
) {
  async function send<Id extends keyof Api & string>(
    id: Id,
    ...[call = {} as Call<Api[Id]>]: CallArguments<Api[Id]>
  ): Promise<Response> {
    const { method, answers } = api[id] as Endpoint;
    const {
      params = {},
      query = {},
      headers = {},
      signal,
      ...rest
    }: LooseCall & SendOptions = call;
    const { timeoutMs = method === "GET" ? readTimeoutMs : Number.POSITIVE_INFINITY } = rest;
    const base = url.endsWith("/") ? url : `${url}/`;
    const address = new URL(fillPath(api[id] as Endpoint, params).slice(1), base);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    const { contentType, ...body } = encodeBody(rest);
    const limit = limitTime({ timeoutMs, signal });
    const response = await fetch(address, {
      method,
      headers: {
        ...withoutUndefined(headers),
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
    const isAnswer = response.ok || response.status in answers;
    if (!isAnswer) throw await readProblem(response, url);
    return response;
  }

  /** Sends, then reads the body as `read` does. */
  async function receive<Id extends keyof Api & string, T>(
    id: Id,
    call: CallArguments<Api[Id]>,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const response = await send(id, ...call);
    try {
      return await read(response);
    } catch (cause) {
      if (call[0]?.signal?.aborted || cause instanceof UnknownAnswer) throw cause;
      throw unavailable(`The answer of ${url} broke off, or it is not Rookery's.`, cause);
    }
  }

  /** A proxy in front of a server that is away may answer 503 in its own words, too. */
  async function understand(response: Response, { answers }: Endpoint, status = response.status) {
    const text = await response.text();
    const answer = answers[status];
    try {
      if (response.status !== status || answer === undefined || isRawAnswer(answer)) {
        throw new Error(`an answer of status ${response.status} was not expected`);
      }
      return answer.parse(JSON.parse(text));
    } catch (cause) {
      throw response.ok ? new UnknownAnswer(url, cause) : cause;
    }
  }

  return {
    timeoutMs: readTimeoutMs,
    /** The answer as it comes, for what is streamed. */
    send,
    /** The answer's body as text. */
    text: <Id extends keyof Api & string>(id: Id, ...call: CallArguments<Api[Id]>) =>
      receive(id, call, (response) => response.text()),
    /** The answer's body as bytes. */
    bytes: <Id extends keyof Api & string>(id: Id, ...call: CallArguments<Api[Id]>) =>
      receive(id, call, async (response) => new Uint8Array(await response.arrayBuffer())),
    /** The answer, checked against the endpoint's schema for its status. */
    json: <Id extends keyof Api & string, Status extends StatusOf<Api[Id]> = StatusOf<Api[Id]>>(
      id: Id,
      ...call: CallArguments<Api[Id], Status>
    ) =>
      receive(
        id,
        call as CallArguments<Api[Id]>,
        async (response) =>
          (await understand(response, api[id] as Endpoint, call[0]?.status)) as AnswerOutput<
            Api[Id],
            Status
          >,
      ),
  };
}

function withoutUndefined(headers: Readonly<Record<string, string | undefined>>) {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Record<string, string>;
}

function encodeBody({ body, contentType }: LooseCall): {
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
