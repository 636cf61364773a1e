import { hash, timingSafeEqual } from "node:crypto";
import { AppError } from "@rookery/contracts";
import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from "fastify";
import type { GuessBrake } from "./create-guess-brake.ts";

/**
 * Every route asks for an API key, as `Authorization: Bearer <key>` from
 * programs or as the password of HTTP basic (any user name) from browsers.
 * Both challenges are offered, so Bull Board, the docs and the dashboard log
 * in with the browser's own dialog.
 */
export function createApiKeyCheck(apiKeys: readonly string[], brake: GuessBrake) {
  const digests = apiKeys.map(digest);

  return function requireApiKey(
    request: FastifyRequest,
    reply: FastifyReply,
    done: HookHandlerDoneFunction,
  ): void {
    const given = readApiKey(request.headers.authorization);
    if (given !== undefined && isKnown(digest(given), digests)) {
      done();
      return;
    }
    const refuse = () => done(refuseKey(given, reply));
    if (given === undefined) refuse();
    else brake.hold(request.ip).then(refuse, done);
  };
}

function refuseKey(given: string | undefined, reply: FastifyReply): AppError {
  reply.header("www-authenticate", [
    'Bearer realm="rookery"',
    'Basic realm="rookery", charset="UTF-8"',
  ]);
  const message =
    given === undefined ? "No API key came with the request" : "The API key is not known";
  const hint = "Send `Authorization: Bearer <key>` with one of the keys in ROOKERY_API_KEYS";
  return new AppError("unauthorized", message, { hint });
}

function readApiKey(header: string | undefined): string | undefined {
  const [, scheme, credentials] = /^(bearer|basic) +([^ ]+) *$/i.exec(header ?? "") ?? [];
  if (scheme === undefined || credentials === undefined) return undefined;
  if (scheme.toLowerCase() === "bearer") return credentials;
  const pair = Buffer.from(credentials, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  return colon < 0 ? undefined : pair.slice(colon + 1);
}

function digest(key: string): Buffer {
  return hash("sha256", key, "buffer");
}

/** Compares with every key, so that the time tells nothing about which one matched. */
function isKnown(given: Buffer, digests: readonly Buffer[]): boolean {
  let known = false;
  for (const one of digests) known = timingSafeEqual(given, one) || known;
  return known;
}
