import { isUtf8 } from "node:buffer";
import { AppError } from "@rookery/contracts";
import type { FastifyRequest } from "fastify";
import { hasWideObject, maxMembers } from "./has-wide-object.ts";
import type { HttpServer } from "./http-server.ts";

/** JSON in UTF-8 is the only body, unless a route's own scope takes another. */
export function takeJsonOnly(app: HttpServer): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    "application/json",
    { parseAs: "buffer" },
    (request, body, done) => {
      // Many clients name the type of a body they do not send.
      if (body.length === 0) return done(null, undefined);
      if (hasWideObject(body)) return done(tooManyMembers(), undefined);
      // Decoding would put U+FFFD in place of what is broken, without a word.
      if (isUtf8(body)) void parse(request, body.toString(), done);
      else done(new AppError("malformed-body", "The body is not UTF-8."), undefined);
    },
  );
}

function tooManyMembers(): AppError {
  return new AppError(
    "malformed-body",
    `An object in the body has more than ${maxMembers} members, the most that are read.`,
    { hint: "Rows are one object each, with a member per column of the table." },
  );
}

/** Nothing is unpacked here, so a small body cannot become a large one. */
export function refuseEncodedBody({ headers }: FastifyRequest): AppError | undefined {
  const encoding = headers["content-encoding"];
  if (encoding === undefined || encoding === "identity") return undefined;
  return new AppError("unsupported-media-type", "Compressed bodies are not taken.", {
    issues: [{ field: "headers.content-encoding", message: "must be left out", value: encoding }],
  });
}
