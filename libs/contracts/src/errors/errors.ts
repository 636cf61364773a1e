/**
 * The one table of error codes. HTTP status and job retry both read it, so a
 * new code does not compile until somebody has decided both.
 *
 * - `status`: HTTP status of the problem document.
 * - `retry`: whether doing the same again later may succeed. Workers retry a
 *   run only on such codes.
 */
export const errorCodes = {
  "malformed-body": {
    status: 400,
    retry: false,
    title: "The request body cannot be read",
  },
  "validation-failed": {
    status: 400,
    retry: false,
    title: "The request does not fit its schema",
  },
  unauthorized: {
    status: 401,
    retry: false,
    title: "A valid API key is required",
  },
  forbidden: { status: 403, retry: false, title: "Requests from there are not served" },
  "not-found": { status: 404, retry: false, title: "There is no such thing" },
  "method-not-allowed": {
    status: 405,
    retry: false,
    title: "This route does not take that method",
  },
  "request-timeout": { status: 408, retry: false, title: "The request did not arrive in time" },
  conflict: {
    status: 409,
    retry: false,
    title: "The present state does not allow this",
  },
  "payload-too-large": {
    status: 413,
    retry: false,
    title: "The request body is too large",
  },
  "unsupported-media-type": {
    status: 415,
    retry: false,
    title: "This content type is not taken",
  },
  "headers-too-large": {
    status: 431,
    retry: false,
    title: "The request's headers are too large",
  },
  "dataset-invalid": {
    status: 422,
    retry: false,
    title: "The table cannot be imported",
  },
  "sweep-invalid": {
    status: 422,
    retry: false,
    title: "The sweep cannot be launched",
  },
  "prediction-input-invalid": {
    status: 422,
    retry: false,
    title: "The rows do not fit the model",
  },
  "rate-limited": { status: 429, retry: true, title: "Too many requests" },
  "training-diverged": {
    status: 422,
    retry: false,
    title: "The training diverged",
  },
  "training-failed": {
    status: 422,
    retry: false,
    title: "The training failed",
  },
  "run-timed-out": {
    status: 422,
    retry: false,
    title: "The run passed its time limit",
  },
  "run-cancelled": {
    status: 422,
    retry: false,
    title: "The run was cancelled",
  },
  "run-paused": {
    status: 422,
    retry: false,
    title: "The run's sweep was paused",
  },
  "too-many-failures": {
    status: 422,
    retry: false,
    title: "Too many runs failed",
  },
  "run-lost": { status: 422, retry: true, title: "The run's worker went away" },
  "artifact-corrupt": {
    status: 500,
    retry: false,
    title: "A stored file is damaged",
  },
  "config-invalid": {
    status: 500,
    retry: false,
    title: "The configuration is not complete",
  },
  internal: {
    status: 500,
    retry: true,
    title: "Something went wrong on our side",
  },
  "no-room": { status: 507, retry: true, title: "The disk has no room for this" },
  unavailable: {
    status: 503,
    retry: true,
    title: "A part this needs cannot be reached",
  },
} as const satisfies Record<string, { status: number; retry: boolean; title: string }>;

export type ErrorCode = keyof typeof errorCodes;

/** One offending place in the input: `field` is a path such as `space.learningRate.min`. */
export interface ErrorIssue {
  field: string;
  message: string;
  /** The offending value, when it is short enough and no secret. */
  value?: unknown;
}

export interface AppErrorOptions {
  /** The offending places, one each. */
  issues?: ErrorIssue[];
  /** What the reader can do about it. */
  hint?: string;
  cause?: unknown;
}

/**
 * The only error the product throws on purpose. `message` is written for the
 * person who must act on it; `cause` keeps the foreign error for the logs and
 * never reaches a client.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly issues: ErrorIssue[];
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.issues = options.issues ?? [];
    this.hint = options.hint;
  }

  /** The `AppError` inside an error that a library wrapped around it, if there is one. */
  static findIn(error: unknown): AppError | undefined {
    for (let at = error; at instanceof Error; at = at.cause) {
      if (at instanceof AppError) return at;
    }
    return undefined;
  }

  get status(): number {
    return errorCodes[this.code].status;
  }

  get retryable(): boolean {
    return errorCodes[this.code].retry;
  }
}
