import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

const acceptable = /^[\w.:-]{1,64}$/;

/** Keeps the caller's X-Request-Id when it is short and plain; else counts up behind a prefix of this process. */
export function createRequestIds() {
  const prefix = randomBytes(4).toString("hex");
  let count = 0;
  return (request: Pick<IncomingMessage, "headers">): string => {
    const given = request.headers["x-request-id"];
    if (typeof given === "string" && acceptable.test(given)) return given;
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}
