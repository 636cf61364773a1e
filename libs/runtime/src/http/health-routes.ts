import { z } from "zod";
import type { HttpServer } from "./http-server.ts";

/** What a readiness check answers: "up", or why the part cannot be used. */
export type Readiness = Record<string, "up" | (string & {})>;

const readyTimeoutMs = 5000;

const HealthReport = z.object({
  status: z.enum(["up", "down"]),
  parts: z.record(z.string(), z.string()).describe('"up", or why the part cannot be used'),
});

/** /health/live: the process answers. /health/ready: the parts it needs answer too; else 503 names them. */
export function registerHealthRoutes(app: HttpServer, ready: () => Promise<Readiness>): void {
  const tags = ["health"];
  app.get(
    "/health/live",
    {
      config: { auth: false },
      schema: { tags, response: { 200: z.object({ status: z.literal("up") }) } },
    },
    async () => ({ status: "up" as const }),
  );
  app.get(
    "/health/ready",
    {
      config: { auth: false },
      schema: { tags, response: { 200: HealthReport, 503: HealthReport } },
    },
    async (request, reply) => {
      const parts = await within(readyTimeoutMs, ready()).catch((error: unknown): Readiness => {
        request.log.error({ err: error }, "the readiness check failed");
        return { check: "failed" };
      });
      const isUp = Object.values(parts).every((state) => state === "up");
      return reply.code(isUp ? 200 : 503).send({ status: isUp ? "up" : "down", parts });
    },
  );
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
