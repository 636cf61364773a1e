import { createHash } from "node:crypto";
import { AppError, canonicalJson, type SweepRequest } from "@rookery/contracts";
import { isUniqueViolation } from "@rookery/database";
import { findLaunch, launchSweep } from "@rookery/tracking";
import type { z } from "zod";
import type { OrchestratorDeps } from "../deps.ts";
import { type PlanDeps, planSweep } from "./plan-sweep.ts";

/**
 * Writes the sweep, then has it handed to the queue. Once it is written it will run:
 * when the queue cannot be reached now, that is done later. A
 * request that comes again under its idempotency key finds the sweep it made.
 */
export async function launchRequestedSweep(
  deps: OrchestratorDeps & PlanDeps,
  request: z.output<typeof SweepRequest>,
  key?: string,
): Promise<string> {
  const { database } = deps;
  const idempotency = key === undefined ? undefined : { key, requestHash: hashRequest(request) };
  const before = idempotency && (await findEarlier(deps, idempotency));
  if (before) return before;
  const plan = await planSweep(deps, request);
  try {
    const launched = await launchSweep(database, { ...plan, notes: request, idempotency });
    await deps.handover.wake();
    return launched.sweepId;
  } catch (error) {
    if (!idempotency || !isUniqueViolation(error)) throw error;
    // Somebody else was as quick with the same key.
    const quicker = await findEarlier(deps, idempotency);
    if (quicker === null) throw error;
    return quicker;
  }
}

async function findEarlier(
  { database }: OrchestratorDeps,
  { key, requestHash }: { key: string; requestHash: string },
): Promise<string | null> {
  const earlier = await findLaunch(database, key);
  if (!earlier) return null;
  if (earlier.requestHash === requestHash) return earlier.sweepId;
  throw new AppError("conflict", `The key ${key} belongs to another request.`, {
    issues: [{ field: "headers.idempotency-key", message: "was used before", value: key }],
    hint: "Send the same request again, or another key.",
  });
}

const hashRequest = (request: unknown) =>
  createHash("sha256").update(canonicalJson(request)).digest("hex");
