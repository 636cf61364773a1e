import type { Database } from "@rookery/database";
import type { Logger } from "@rookery/runtime";
import { noteExclusion, readPeerOutcomes } from "@rookery/tracking";
import { isSuspect, isWorseThan, type TrackRecord } from "./track-record.ts";

export interface SelfExclusion {
  /** To be told of each attempt that ended, once that is recorded. Never fails. */
  judge(outcome: { failed: boolean }): Promise<void>;
}

export interface SelfExclusionDeps {
  database: Database;
  logger: Logger;
  workerId: string;
  record: TrackRecord;
  /** Takes no more runs. */
  stopTaking: () => Promise<void>;
}

/**
 * Takes a worker out whose runs fail far more often than its peers': a full
 * disk or a broken installation would otherwise fail every run it gets, and it
 * gets the more the faster it fails. Failures of data and parameters do not
 * count, and the last worker goes on whatever happens. The database is asked
 * only after a failure, by a worker that fails at least half of its attempts.
 */
export function createSelfExclusion(deps: SelfExclusionDeps): SelfExclusion {
  const { database, logger, workerId, record } = deps;
  let isExcluded = false;

  async function compare(): Promise<void> {
    const own = record.newest();
    if (isExcluded || !isSuspect(own)) return;
    const peers = await readPeerOutcomes(database, workerId);
    if (isExcluded || !isWorseThan(own, peers)) return;
    isExcluded = true;
    const reason = `${own.failed} of its last ${own.ended} attempts failed, ${peers.failed} of its peers' ${peers.ended}.`;
    await deps.stopTaking();
    logger.error(
      { workerId, own, peers },
      `This worker takes no more runs: ${reason} Look for what is wrong with its machine, then restart it to bring it back.`,
    );
    await noteExclusion(database, { workerId, reason });
  }

  return {
    async judge(outcome) {
      record.note(outcome);
      if (!outcome.failed) return;
      await compare().catch((error) => {
        logger.warn({ err: error }, "cannot compare this worker with its peers");
      });
    },
  };
}
