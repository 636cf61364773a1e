import {
  AppError,
  failedStates,
  mayTakeStep,
  type RetryRequest,
  retryableStates,
} from "@rookery/contracts";
import {
  type Database,
  type Executor,
  queryRows,
  schema,
  withTransaction,
} from "@rookery/database";
import { and, eq, inArray, sql } from "drizzle-orm";

const { runs, sweeps } = schema;

/** Of runs that are not there so many are told. */
const shownIssues = 20;

/**
 * Queues runs that ended in one of these states again, all or those that are
 * named, with all their tries; attempts keep counting and what is recorded of
 * them stays. An ended sweep runs again, with a new deadline, and is finalized
 * again. A new round must begin for the queued runs. A `conflict` when there is
 * nothing to retry, or while the sweep is stopping or being finalized.
 */
export async function retryRuns(
  database: Database,
  { sweepId, states, runs: named }: RetryRequest & { sweepId: string },
): Promise<{ retried: number }> {
  const wanted = states ?? (named ? retryableStates : failedStates);
  return await withTransaction(
    database,
    async (tx) => {
      const [sweep] = await tx.select().from(sweeps).where(eq(sweeps.id, sweepId)).for("update");
      if (!sweep) throw new AppError("not-found", `There is no sweep ${sweepId}.`);
      const isOver = mayTakeStep(sweep.state, "retry");
      // One that could still be stopped takes the queued runs as it is.
      if (!isOver && !mayTakeStep(sweep.state, "stop")) {
        throw new AppError("conflict", `Sweep ${sweepId} is ${sweep.state}.`, {
          hint: "Wait until it has ended, then retry.",
        });
      }
      const ids = named && (await findRunIds(tx, sweepId, named));
      const retried = await tx
        .update(runs)
        .set({ state: "queued", tries: 0, error: null, startedAt: null, endedAt: null })
        .where(
          and(
            eq(runs.sweepId, sweepId),
            inArray(runs.state, wanted),
            ids && sql`${runs.id} = any(${sql.param(ids)}::text[])`,
          ),
        )
        .then(({ rowCount }) => rowCount ?? 0);
      if (retried === 0) {
        const none = named ? "None of these runs" : `Sweep ${sweepId} has no run that`;
        throw new AppError("conflict", `${none} is ${wanted.join(" or ")}.`, {
          hint: "GET /sweeps/:id tells how many runs are in which state, GET /sweeps/:id/runs which.",
        });
      }
      if (isOver) {
        const { deadlineMs } = sweep.spec;
        await tx
          .update(sweeps)
          .set({
            state: "running",
            stopReason: null,
            stopRequestedAt: null,
            bestRunId: null,
            note: null,
            error: null,
            finishedAt: null,
            idleMs: sql`${sweeps.idleMs} + coalesce(extract(epoch from now() - ${sweeps.finishedAt}) * 1000, 0)::bigint`,
            deadlineAt:
              deadlineMs === undefined
                ? null
                : sql`now() + ${deadlineMs} * interval '1 millisecond'`,
          })
          .where(eq(sweeps.id, sweepId));
      }
      return { retried };
    },
    { isLong: true },
  );
}

/** The ids of runs that are named by id or number; `validation-failed` names those of no run of the sweep. */
async function findRunIds(
  executor: Executor,
  sweepId: string,
  named: readonly (string | number)[],
): Promise<string[]> {
  const statement = sql`
select id, number from rookery.runs
 where sweep_id = ${sweepId}
   and (id = any(${sql.param(named.filter((run) => typeof run === "string"))}::text[])
        or number = any(${sql.param(named.filter((run) => typeof run === "number"))}::int[]))`;
  const rows = await queryRows<{ id: string; number: number }>(executor, statement);
  const known = new Set<string | number>(rows.flatMap(({ id, number }) => [id, number]));
  const issues = named.flatMap((value, index) =>
    known.has(value)
      ? []
      : [{ field: `runs[${index}]`, message: "is no run of this sweep", value }],
  );
  if (issues.length === 0) return rows.map(({ id }) => id);
  throw new AppError("validation-failed", `Sweep ${sweepId} does not have all of these runs.`, {
    issues: issues.slice(0, shownIssues),
    hint: "GET /sweeps/:id/runs lists its runs.",
  });
}
