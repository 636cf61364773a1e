import type { HealthReport, healthEndpoints } from "@rookery/contracts";
import type { Requester } from "./request.ts";

/** Whoever probes wants to know soon; a server gives its parts 5 s before it says which is down. */
const patienceMs = 8_000;

/** Whether a server and the parts it needs work; a server that says `down` is an answer, not an error. */
export async function readHealth(http: Requester<typeof healthEndpoints>): Promise<HealthReport> {
  return await http.json("checkReady", { timeoutMs: Math.min(patienceMs, http.timeoutMs) });
}
