import {
  Id,
  type Page,
  type PageQuery,
  type SweepState,
  type SweepSummary,
} from "@rookery/contracts";
import { cutPage, type Database, decodeCursor, schema } from "@rookery/database";
import { and, desc, eq, lt } from "drizzle-orm";
import { readStandings } from "./read-standings.ts";
import { sweepTimes } from "./sweep-times.ts";

const { experiments, sweeps } = schema;

/** A page of sweeps, newest first. Ids sort by time, so the id alone is the page key. */
export async function listSweeps(
  database: Database,
  query: PageQuery & { state?: SweepState | undefined },
): Promise<Page<SweepSummary>> {
  const after = decodeCursor(query.cursor, Id);
  const rows = await database.orm
    .select({ sweep: sweeps, experiment: experiments.name })
    .from(sweeps)
    .innerJoin(experiments, eq(experiments.id, sweeps.experimentId))
    .where(
      and(
        after === undefined ? undefined : lt(sweeps.id, after),
        query.state && eq(sweeps.state, query.state),
      ),
    )
    .orderBy(desc(sweeps.id))
    .limit(query.limit + 1);
  const { page, nextCursor } = cutPage(rows, query.limit, ({ sweep }) => sweep.id);
  const standingOf = await readStandings(
    database,
    page.map(({ sweep }) => sweep),
  );
  return {
    items: page.map(({ sweep, experiment }) => ({
      id: sweep.id,
      name: sweep.name,
      experiment,
      state: sweep.state,
      stopReason: sweep.stopReason,
      dataset: sweep.spec.dataset,
      trainers: sweep.spec.trainers,
      objective: sweep.spec.objective,
      ...standingOf(sweep.id),
      replayOf: sweep.replayOf,
      ...sweepTimes(sweep),
    })),
    nextCursor,
  };
}
