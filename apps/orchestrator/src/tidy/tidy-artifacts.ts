import { setTimeout as delay } from "node:timers/promises";
import type { OrchestratorDeps } from "../deps.ts";
import { removeOrphanArtifacts } from "./remove-orphan-artifacts.ts";

const intervalMs = 3_600_000;
/** Any number will do, as long as nobody else takes the same one: "tidy" in ASCII. */
const lock = 0x74696479;

export interface Tidying {
  close(): Promise<void>;
}

/**
 * Removes artifacts that no row names once an hour; the first time an hour after
 * the start, because a start after a crash has more urgent things to do.
 */
export function startTidying(deps: OrchestratorDeps): Tidying {
  const stop = new AbortController();

  async function loop(): Promise<void> {
    for (;;) {
      await delay(intervalMs, undefined, { signal: stop.signal }).catch(() => {});
      if (stop.signal.aborted) return;
      await tidyAlone(deps, stop.signal).catch((error) => {
        deps.logger.warn({ err: error }, "artifacts could not be tidied; trying again in an hour");
      });
    }
  }

  const running = loop();
  return {
    close: async () => {
      stop.abort();
      await running;
    },
  };
}

/** Does nothing while another orchestrator is at it. */
export async function tidyAlone(deps: OrchestratorDeps, signal?: AbortSignal): Promise<void> {
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
