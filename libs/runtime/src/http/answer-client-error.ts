import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { AppError } from "@rookery/contracts";
import type { ConnectionError } from "fastify";
import { toProblem } from "./problem-details.ts";

/** Answers what never became a request (broken HTTP, endless headers, no end in time) as a problem too. */
export function answerClientError(
  error: ConnectionError,
  { socket, requestId }: { socket: Socket; requestId: string },
): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const problem = toProblem(describe(error.code), requestId);
  const body = JSON.stringify(problem);
  if (socket.writable) {
    socket.write(
      [
        `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
        "connection: close",
        "content-type: application/problem+json",
        `content-length: ${Buffer.byteLength(body)}`,
        "",
        body,
      ].join("\r\n"),
    );
  }
  socket.destroy();
}

function describe(code: string): AppError {
  if (code === "HPE_HEADER_OVERFLOW") {
    return new AppError("headers-too-large", "The address and headers are longer than 16 KB.");
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return new AppError("request-timeout", "The request did not arrive in time.");
  }
  return new AppError("malformed-body", "This is no HTTP request.");
}
