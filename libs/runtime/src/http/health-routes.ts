import { healthEndpoints } from "@rookery/contracts";
import type { Loop } from "../lifecycle/repeat.ts";
import type { HttpServer } from "./http-server.ts";
import { serveEndpoints } from "./serve-endpoints.ts";

/** What a readiness check answers: "up", or why the part cannot be used. */
export type Readiness = Record<string, "up" | (string & {})>;

const readyTimeoutMs = 5000;

/** What a readiness check asks: a part that answers, or a loop that must turn. */
export type Part = { ping(): Promise<void> } | Pick<Loop, "health">;

/** The state of each part, asked all at once. */
export async function askParts(parts: Record<string, Part>): Promise<Readiness> {
  const states = await Promise.all(
    Object.entries(parts).map(async ([name, part]) => [name, await askPart(part)] as const),
  );
  return Object.fromEntries(states);
}

async function askPart(part: Part): Promise<string> {
  if ("health" in part) {
    const { isHanging, failingSince } = part.health();
    return isHanging ? `hangs since ${failingSince?.toISOString()}` : "up";
  }
  return await part.ping().then(
    () => "up",
    () => "cannot be reached",
  );
}

/** /health/live: the process answers. /health/ready: the parts it needs answer too; else 503 names them. */
export async function serveHealth(app: HttpServer, ready: () => Promise<Readiness>): Promise<void> {
  await serveEndpoints(app, healthEndpoints).by({
    checkLive: () => ({ status: "up" }),
    checkReady: async (request) => {
      const parts = await within(readyTimeoutMs, ready()).catch((error: unknown): Readiness => {
        request.log.error({ err: error }, "the readiness check failed");
        return { check: "failed" };
      });
      const isUp = Object.values(parts).every((state) => state === "up");
      return isUp
        ? { status: 200, body: { status: "up", parts } }
        : { status: 503, body: { status: "down", parts } };
    },
  });
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
