import { isUtf8 } from "node:buffer";
import { AppError } from "@rookery/contracts";
import type { FastifyRequest } from "fastify";
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
      // Decoding would put U+FFFD in place of what is broken, without a word.
      if (isUtf8(body)) void parse(request, body.toString(), done);
      else done(new AppError("malformed-body", "The body is not UTF-8."), undefined);
    },
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
