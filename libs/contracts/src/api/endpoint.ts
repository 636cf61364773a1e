import type { z } from "zod";
import type { ErrorCode } from "../errors/errors.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** An answer that is no JSON document: a file, a stream, or nothing at all. */
export interface RawAnswer {
  /** `null`: it has no body. */
  contentType: string | null;
  description: string;
}

/** A body that is no JSON document; the route reads it by itself. */
export interface RawBody {
  contentType: string;
  /** Its JSON Schema, for the OpenAPI document. */
  schema: Readonly<Record<string, unknown>>;
}

/**
 * One thing that can be asked of a server, as data. The server that serves it,
 * the client that calls it, the OpenAPI document and the tests all read this
 * one description: nothing of it is written twice, so nothing drifts.
 *
 * `params`, `query` and `headers` are schemas of the texts that arrive; what
 * comes out of them is what the handler gets and what callers pass.
 */
export interface Endpoint {
  readonly method: Method;
  /** With `:name` for every one of `params`, and `*` for a rest that may hold slashes. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly description?: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType | RawBody;
  /** Default: what the server allows, 1 MiB. */
  readonly maxBodyBytes?: number;
  /** By status, everything that is no refusal. */
  readonly answers: Readonly<Record<number, z.ZodType | RawAnswer>>;
  /** How it may refuse, beyond what every endpoint of its shape may: see `refusalsOf`. */
  readonly refusals?: readonly ErrorCode[];
  /** `false`: it answers without an API key. */
  readonly auth?: false;
  /** For pages of the product only: not in the OpenAPI document. */
  readonly hidden?: true;
}

/** What all endpoints of a group share. */
export interface EndpointGroup {
  /** Their heading in the OpenAPI document. */
  readonly tag: string;
  /** The body of a refusal. Default: `Problem`, as `application/problem+json`. */
  readonly refusalForm?: { contentType: string; schema: z.ZodType };
}

/** An endpoint with its operation id, which it has alone among all servers, and its group. */
export type NamedEndpoint<E extends Endpoint = Endpoint, Id extends string = string> = E & {
  readonly id: Id;
  readonly group: EndpointGroup;
};

/** By operation id. */
export type Endpoints = Readonly<Record<string, NamedEndpoint>>;

/** The names that a path leaves open: `"/models/:name/file/*"` gives `"name" | "*"`. */
type NamesIn<Path extends string> = Path extends `${infer Segment}/${infer Rest}`
  ? NameOf<Segment> | NamesIn<Rest>
  : NameOf<Path>;
type NameOf<Segment extends string> = Segment extends `:${infer Name}`
  ? Name
  : Segment extends "*"
    ? "*"
    : never;

type ParamNames<E extends Endpoint> = E extends { params: z.ZodObject<infer Shape> }
  ? keyof Shape
  : never;

/** Endpoints whose `params` are not those of their path do not compile. */
type WithParamsOfPath<All extends Record<string, Endpoint>> = {
  [Id in keyof All]: [NamesIn<All[Id]["path"]>, ParamNames<All[Id]>] extends [
    ParamNames<All[Id]>,
    NamesIn<All[Id]["path"]>,
  ]
    ? unknown
    : { params: `must be those of the path: ${NamesIn<All[Id]["path"]>}` };
};

/** Names endpoints by their operation ids and puts them into a group. */
export function defineEndpoints<const All extends Record<string, Endpoint>>(
  group: EndpointGroup,
  all: All & WithParamsOfPath<All>,
): { readonly [Id in keyof All & string]: NamedEndpoint<All[Id], Id> } {
  const named = Object.entries(all as All).map(([id, endpoint]) => [
    id,
    { ...endpoint, id, group },
  ]);
  return Object.fromEntries(named);
}

/** What a schema makes of what arrives; nothing without one. */
type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What the handler of an endpoint gets. */
export interface EndpointInput<E extends Endpoint> {
  params: Parsed<E["params"]>;
  query: Parsed<E["query"]>;
  headers: Parsed<E["headers"]>;
  body: Parsed<E["body"]>;
}

/** Optional where the schema has a default, and of the type that the handler gets: `limit?: number`. */
type Told<Schema extends z.ZodObject> = {
  [Key in keyof z.input<Schema>]: z.output<Schema>[Key & keyof z.output<Schema>];
};
/** Optional where leaving it out, or giving an empty object, is enough. */
type Part<Name extends string, Value> = undefined extends Value
  ? { [Key in Name]?: Value }
  : object extends Value
    ? { [Key in Name]?: Value }
    : { [Key in Name]: Value };

type ParamsPart<E> = E extends { params: infer S extends z.ZodObject }
  ? { params: Told<S> }
  : unknown;
type QueryPart<E> = E extends { query: infer S extends z.ZodObject }
  ? Part<"query", Told<S>>
  : unknown;
type HeadersPart<E> = E extends { headers: infer S extends z.ZodObject }
  ? Part<"headers", { [Key in keyof S["shape"]]?: z.input<S["shape"][Key] & z.ZodType> }>
  : unknown;
type BodyPart<E> = E extends { body: infer S }
  ? S extends z.ZodType
    ? Part<"body", z.input<S>>
    : { body: unknown; contentType?: string | undefined }
  : unknown;

/** What a caller of an endpoint gives. */
export type EndpointCall<E extends Endpoint> = ParamsPart<E> &
  QueryPart<E> &
  HeadersPart<E> &
  BodyPart<E>;

/** The statuses an endpoint answers with when it does not refuse. */
export type StatusOf<E extends Endpoint> = keyof E["answers"] & number;

/** What the server may answer with a status, before it is encoded. */
export type AnswerInput<E extends Endpoint, Status extends StatusOf<E>> = Status extends unknown
  ? E["answers"][Status] extends z.ZodType
    ? z.input<E["answers"][Status]>
    : unknown
  : never;

/** What a caller gets out of it. */
export type AnswerOutput<
  E extends Endpoint,
  Status extends StatusOf<E> = StatusOf<E>,
> = Status extends unknown
  ? E["answers"][Status] extends z.ZodType
    ? z.output<E["answers"][Status]>
    : never
  : never;

const bodyRefusals = [
  "malformed-body",
  "payload-too-large",
  "unsupported-media-type",
  "request-timeout",
] as const satisfies ErrorCode[];

/** Every way in which an endpoint may refuse: its own, and those that its shape brings along. */
export function refusalsOf(endpoint: Endpoint): ErrorCode[] {
  const { params, body, refusals = [] } = endpoint;
  const codes: ErrorCode[] = [
    // An address may hold a NUL, whatever it leads to.
    "validation-failed",
    "unauthorized",
    "forbidden",
    // What a path names may not be there, or be no text at all.
    ...(params ? (["not-found"] as const) : []),
    ...(body ? bodyRefusals : []),
    ...refusals,
    "internal",
    "unavailable",
  ];
  return [...new Set(codes)];
}

/** True when a body is read by the route itself. */
export function isRawBody(body: Endpoint["body"]): body is RawBody {
  return body !== undefined && "contentType" in body;
}

/** True when an answer is no JSON document. */
export function isRawAnswer(answer: z.ZodType | RawAnswer): answer is RawAnswer {
  return "contentType" in answer;
}

/** What fills in the path of an endpoint. */
export type PathParams<E extends Endpoint> = E extends { params: infer S extends z.ZodObject }
  ? Told<S>
  : object;

/**
 * The path of an endpoint with its names filled in and escaped: that of
 * `downloadArtifact` with `{ id: "7", "*": "a b/c.txt" }` is `/runs/7/artifacts/a%20b/c.txt`.
 */
export function fillPath<E extends Endpoint>({ path }: E, params: PathParams<E>): string {
  const fill = (name: string) => {
    if (!Object.hasOwn(params, name)) throw new Error(`The path ${path} needs ${name}`);
    const text = String((params as Record<string, unknown>)[name]);
    return name === "*"
      ? text.split("/").map(encodeURIComponent).join("/")
      : encodeURIComponent(text);
  };
  return path
    .split("/")
    .map((segment) =>
      segment === "*" ? fill("*") : segment.startsWith(":") ? fill(segment.slice(1)) : segment,
    )
    .join("/");
}
