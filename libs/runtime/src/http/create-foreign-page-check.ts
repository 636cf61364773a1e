import { AppError } from "@rookery/contracts";
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from "fastify";
import { isLoopback } from "./loopback.ts";

/**
 * A browser reaches loopback, and sends basic credentials, on behalf of any
 * page. Two rules keep pages of other sites out:
 *
 * - A server without API keys answers only to loopback names. Otherwise a page
 *   whose own name is made to resolve to 127.0.0.1 (DNS rebinding) could read
 *   and write everything as if it were ours.
 * - What changes something must not come from another site. Browsers say so in
 *   `Sec-Fetch-Site`, or over plain http to other machines only in `Origin`.
 */
export function createForeignPageCheck({ isOpen }: { isOpen: boolean }) {
  return function refuseForeignPages(
    request: FastifyRequest,
    _reply: FastifyReply,
    done: HookHandlerDoneFunction,
  ): void {
    if (isOpen && !isLoopback(hostname(request.headers.host ?? ""))) {
      done(
        new AppError("forbidden", "Without API keys only this machine's own names are served", {
          hint: "Open it as http://127.0.0.1 or http://localhost, or set ROOKERY_API_KEYS",
        }),
      );
    } else if (!isRead(request.method) && isFromElsewhere(request)) {
      done(
        new AppError("forbidden", "Pages of other sites may not change anything here", {
          hint: "Open Rookery's own pages, or send the request from a program",
        }),
      );
    } else {
      done();
    }
  };
}

/** True for the methods that change nothing. */
function isRead(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS";
}

function isFromElsewhere({ headers }: FastifyRequest): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  if (headers.origin === undefined) return false;
  const origin = URL.canParse(headers.origin) ? new URL(headers.origin) : undefined;
  return origin?.host !== headers.host;
}

/** `127.0.0.1:7100` without its port, `[::1]:7100` without port and brackets. */
function hostname(host: string): string {
  return host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
}
