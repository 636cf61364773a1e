import { Id, type Page, type SweepSummary, type SweepsQuery } from "@rookery/contracts";
import { containsText, cutPage, type Database, decodeCursor, schema } from "@rookery/database";
import { and, desc, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import { sweepTimes } from "./get-sweep.ts";
import { readStandings } from "./read-standings.ts";

const { datasets, datasetVersions, experiments, sweeps } = schema;

/** A page of sweeps, newest first. Ids sort by time, so the id alone is the page key. */
export async function listSweeps(
  database: Database,
  query: SweepsQuery,
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
        query.experiment === undefined ? undefined : eq(experiments.name, query.experiment),
        query.dataset === undefined ? undefined : isOverDataset(database, query.dataset),
        query.tag === undefined ? undefined : hasTag(query.tag),
        query.name === undefined ? undefined : containsText(sweeps.name, query.name),
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
      tags: sweep.tags,
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

function isOverDataset({ orm }: Database, name: string): SQL {
  const versions = orm
    .select({ id: datasetVersions.id })
    .from(datasetVersions)
    .innerJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .where(eq(datasets.name, name));
  return inArray(sweeps.datasetVersionId, versions);
}

/** The index on tags answers both. */
function hasTag(tag: string): SQL {
  const colon = tag.indexOf(":");
  if (colon === -1) return sql`${sweeps.tags} ? ${tag}`;
  const wanted = { [tag.slice(0, colon)]: tag.slice(colon + 1) };
  return sql`${sweeps.tags} @> ${JSON.stringify(wanted)}::jsonb`;
}
