import { z } from "zod";
import type { Requester } from "./request.ts";

const HealthReport = z.object({
  status: z.enum(["up", "down"]),
  parts: z.record(z.string(), z.string()).describe('"up", or why the part cannot be used'),
});
export type HealthReport = z.infer<typeof HealthReport>;

/** Whoever probes wants to know soon; a server gives its parts 5 s before it says which is down. */
const patienceMs = 8_000;

/** Whether a server and the parts it needs work; a server that says `down` is an answer, not an error. */
export async function readHealth(http: Requester): Promise<HealthReport> {
  return await http.json(HealthReport, "/health/ready", {
    accept: [503],
    timeoutMs: Math.min(patienceMs, http.timeoutMs),
  });
}
