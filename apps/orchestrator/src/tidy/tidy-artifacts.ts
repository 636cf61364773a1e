import { type Loop, repeat } from "@rookery/runtime";
import type { OrchestratorOptions } from "../deps.ts";
import { removeOrphanArtifacts } from "./remove-orphan-artifacts.ts";

const intervalMs = 3_600_000;
/** Any number will do, as long as nobody else takes the same one: "tidy" in ASCII. */
const lock = 0x74696479;

/**
 * Removes artifacts that no row names once an hour; the first time an hour after
 * the start, because a start after a crash has more urgent things to do.
 */
export function startTidying(deps: OrchestratorOptions): Loop {
  return repeat({
    name: "tidying of artifacts",
    intervalMs,
    firstAfterMs: intervalMs,
    longestTurnMs: intervalMs,
    turn: (signal) => tidyAlone(deps, signal),
    failure: "artifacts could not be tidied; trying again in an hour",
    logger: deps.logger,
  });
}

/** Does nothing while another orchestrator is at it. */
export async function tidyAlone(deps: OrchestratorOptions, signal?: AbortSignal): Promise<void> {
  const client = await deps.database.pool.connect();
  let isClean = false;
  try {
    const { rows } = await client.query("select pg_try_advisory_lock($1) as held", [lock]);
    if (rows[0].held) {
      const { count, sizeBytes } = await removeOrphanArtifacts(deps, { dryRun: false, signal });
      if (count > 0) deps.logger.info({ count, sizeBytes }, "removed artifacts that no row names");
      await client.query("select pg_advisory_unlock($1)", [lock]);
    }
    isClean = true;
  } finally {
    // Otherwise the session must end, and the lock with it.
    client.release(!isClean);
  }
}
