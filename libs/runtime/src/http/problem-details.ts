import { AppError, type ErrorCode, errorCodes, type Problem } from "@rookery/contracts";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { readRest } from "./read-rest.ts";

/** Sends any error as problem details. What is our fault is logged with its cause and told without it. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const appError = toAppError(error);
  const level = appError.status >= 500 ? "error" : "debug";
  request.log[level]({ err: error }, `${request.method} ${request.url} failed`);
  const send = () =>
    void reply
      .code(appError.status)
      .type("application/problem+json")
      .serializer(JSON.stringify)
      .send(toProblem(appError, request.id));
  const rest = readRest(request, reply);
  if (rest) void rest.then(send);
  else send();
}

/** Of our own faults these keep their message: it is written for whoever waits. */
const toldFaults: readonly ErrorCode[] = ["unavailable", "no-room"];

export function toProblem(error: AppError, requestId: string): Problem {
  const { status, title } = errorCodes[error.code];
  const told = status < 500 || toldFaults.includes(error.code);
  return {
    type: `urn:rookery:problem:${error.code}`,
    title,
    status,
    detail: told ? error.message : "The log has the cause under this request's id",
    code: error.code,
    ...(told && error.issues.length > 0 && { issues: error.issues }),
    ...(told && error.hint !== undefined && { hint: error.hint }),
    instance: requestId,
  };
}

/** Fastify and its plugins name their refusals by code or by a 4xx status; everything else is our fault. */
function toAppError(error: unknown): AppError {
  const appError = AppError.findIn(error);
  if (appError) return appError;
  const { code, statusCode, message } = (error ?? {}) as Partial<FastifyError>;
  const own = ownCode(code, statusCode ?? 500);
  return own === "internal"
    ? new AppError("internal", errorCodes.internal.title, { cause: error })
    : new AppError(own, message ?? errorCodes[own].title, {
        ...(hints[own] !== undefined && { hint: hints[own] }),
        cause: error,
      });
}

const hints: Partial<Record<ErrorCode, string>> = {
  "unsupported-media-type":
    "JSON comes with `content-type: application/json`; /docs names the rest",
  "malformed-body":
    "Check the JSON: quoted names, no comma behind the last member, null for NaN and infinities",
};

const codeByStatus: Record<number, ErrorCode> = {
  401: "unauthorized",
  // Of the static files' paths that lead out of their folder.
  403: "not-found",
  404: "not-found",
  405: "method-not-allowed",
  406: "unsupported-media-type",
  409: "conflict",
  413: "payload-too-large",
  415: "unsupported-media-type",
  429: "rate-limited",
  503: "unavailable",
};

function ownCode(code: string | undefined, status: number): ErrorCode {
  if (code === "FST_ERR_BAD_URL" || code === "FST_ERR_MAX_PARAM_LENGTH") return "not-found";
  return codeByStatus[status] ?? (status >= 400 && status < 500 ? "malformed-body" : "internal");
}
