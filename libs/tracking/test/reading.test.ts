import { decodeMetric, type RunSummary, type RunsQuery } from "@rookery/contracts";
import { schema } from "@rookery/database";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findArtifact,
  findBestRuns,
  getRun,
  getSweep,
  listRuns,
  listSweeps,
} from "../src/index.ts";
import { endRun, useTracking } from "./test-sweeps.ts";

const context = useTracking();

/** A sweep whose runs ended with these objective values; `null`: the run failed. */
async function launchMeasured(
  values: (number | null)[],
  direction: "maximize" | "minimize" = "maximize",
) {
  const { database, launch } = context;
  const launched = await launch(values.length, { objective: { metric: "accuracy", direction } });
  for (const [index, { runId }] of launched.runs.entries()) {
    const value = values[index];
    await endRun(
      database,
      runId,
      value === null
        ? { state: "failed" }
        : { objectiveValue: value, metrics: { accuracy: value, again: value } },
    );
  }
  return launched;
}

async function readPages(sweepId: string, query: Partial<RunsQuery>): Promise<RunSummary[]> {
  const runs: RunSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await listRuns(context.database, sweepId, {
      limit: 1,
      sort: "number",
      ...query,
      cursor,
    });
    expect(page.items.length).toBeLessThanOrEqual(query.limit ?? 1);
    runs.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return runs;
}

const measured = fc.oneof(
  fc.double(),
  fc.constantFrom(Infinity, -Infinity, 0, -0, 0.5, 1),
  fc.constant(Number.NaN),
  fc.constant(null),
);

/** Numbers in the order asked for, then NaN, then nothing; ties by the run's number. */
function sortLike(values: (number | null)[], order: "asc" | "desc"): number[] {
  const bucket = (value: number | null) => (value === null ? 2 : Number.isNaN(value) ? 1 : 0);
  const numbers = values.map((_, index) => index + 1);
  return numbers.sort((a, b) => {
    const [x, y] = [values[a - 1], values[b - 1]];
    if (bucket(x) !== bucket(y)) return bucket(x) - bucket(y);
    if (bucket(x) === 0 && x !== y)
      return (x as number) < (y as number) === (order === "asc") ? -1 : 1;
    return a - b;
  });
}

test("pages of one run visit every run exactly once, whatever its metrics, sort and order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(measured, { minLength: 1, maxLength: 7 }),
      fc.constantFrom("objective", "accuracy", "again", "log_loss", "number"),
      fc.constantFrom("asc" as const, "desc" as const),
      fc.integer({ min: 1, max: 3 }),
      async (values, sort, order, limit) => {
        const { sweepId } = await launchMeasured(values);
        const pages = readPages(sweepId, { sort, order, limit });
        if (sort === "again" && values.every((value) => value === null)) {
          await expect(pages).rejects.toMatchObject({ issues: [{ field: "query.sort" }] });
          return;
        }
        const numbers = (await pages).map((run) => run.number);
        const ascending = values.map((_, index) => index + 1);
        if (sort === "log_loss") expect(numbers).toEqual(ascending);
        else if (sort === "number") {
          expect(numbers).toEqual(order === "asc" ? ascending : ascending.reverse());
        } else expect(numbers).toEqual(sortLike(values, order));
      },
    ),
    { numRuns: 40 },
  );
});

test("the objective and its metric come best first, other metrics greatest first", async () => {
  const { sweepId } = await launchMeasured([2, 1, 3], "minimize");
  const numbersBy = async (sort: string) =>
    (await readPages(sweepId, { sort })).map((run) => run.number);
  expect(await numbersBy("objective")).toEqual([2, 1, 3]);
  expect(await numbersBy("accuracy")).toEqual([2, 1, 3]);
  expect(await numbersBy("again")).toEqual([3, 1, 2]);
  expect(await numbersBy("number")).toEqual([1, 2, 3]);
});

test("runs are listed by state, and a foreign cursor is refused", async () => {
  const { sweepId } = await launchMeasured([1, null, 2]);
  const runs = await readPages(sweepId, { state: "succeeded" });
  expect(runs.map((run) => run.number)).toEqual([1, 3]);
  for (const cursor of ["?", "bm90IEpTT04", Buffer.from('"x"').toString("base64url")]) {
    const query = { limit: 1, sort: "number", cursor };
    await expect(listRuns(context.database, sweepId, query)).rejects.toMatchObject({
      code: "validation-failed",
      issues: [{ field: "query.cursor" }],
    });
  }
  const none = listRuns(context.database, "0".repeat(32), { limit: 1, sort: "number" });
  await expect(none).rejects.toMatchObject({ code: "not-found" });
});

describe("the best run", () => {
  const cases: [string, (number | null)[], "maximize" | "minimize", number | undefined][] = [
    ["greatest when maximizing", [0.1, 0.9, 0.5], "maximize", 2],
    ["smallest when minimizing", [0.5, 0.9, 0.1], "minimize", 3],
    ["lowest number of a tie", [0.1, 0.9, 0.9], "maximize", 2],
    ["never NaN", [Number.NaN, 0.1], "maximize", 2],
    ["never NaN when minimizing", [Number.NaN, 0.1], "minimize", 2],
    ["never infinite", [1, Infinity, -Infinity], "maximize", 1],
    ["never infinite when minimizing", [1, Infinity, -Infinity], "minimize", 1],
    ["never one that failed", [null, 0], "maximize", 2],
    ["nobody when all are NaN or failed", [Number.NaN, null], "maximize", undefined],
  ];
  test.each(cases)("is the %s", async (_, values, direction, expected) => {
    const { sweepId } = await launchMeasured(values, direction);
    const best = await findBestRuns(context.database.orm, [sweepId]);
    expect(best.get(sweepId)?.number).toBe(expected);
    expect((await getSweep(context.database, sweepId)).best?.number).toBe(expected);
  });

  test("is told per sweep", async () => {
    const [a, b] = [await launchMeasured([1, 2]), await launchMeasured([1, 2], "minimize")];
    const best = await findBestRuns(context.database.orm, [a.sweepId, b.sweepId]);
    expect([best.get(a.sweepId)?.number, best.get(b.sweepId)?.number]).toEqual([2, 1]);
    expect(await findBestRuns(context.database.orm, [])).toEqual(new Map());
  });
});

test("the latest value of a metric has the greatest step, then timestamp, then value", async () => {
  const { database, launch } = context;
  const points = fc.record({
    step: fc.integer({ min: -1, max: 1 }),
    timestampMs: fc.integer({ min: 0, max: 2 }),
    value: fc.constantFrom(-1, 0, 1, Infinity, -Infinity),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(points, {
        minLength: 1,
        maxLength: 12,
        selector: (p) => JSON.stringify({ ...p, value: String(p.value) }),
      }),
      async (history) => {
        const { sweepId, runs } = await launch(1);
        const { runId } = runs[0];
        await database.orm
          .insert(schema.metrics)
          .values(history.map((point) => ({ runId, key: "loss", ...point })));
        const sorted = [...history].sort(
          (a, b) =>
            a.step - b.step || a.timestampMs - b.timestampMs || (a.value < b.value ? -1 : 1),
        );
        const run = await getRun(database, runId);
        expect(decodeMetric(run.metrics.loss)).toBe(sorted.at(-1)?.value);
        expect(
          run.history.loss.map((point) => ({ ...point, value: decodeMetric(point.value) })),
        ).toEqual(sorted);
        const page = await listRuns(database, sweepId, { limit: 5, sort: "loss" });
        expect(page.items[0].metrics).toEqual(run.metrics);
      },
    ),
    { numRuns: 25 },
  );
});

test("sweeps are listed newest first, page by page, each once", async () => {
  const { database, launch } = context;
  const launched = [];
  for (let count = 0; count < 4; count++) launched.unshift((await launch()).sweepId);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listSweeps(database, { limit: 1, cursor });
    seen.push(...page.items.map((sweep) => sweep.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen.slice(0, 4)).toEqual(launched);
  expect(new Set(seen).size).toBe(seen.length);
  const cancelled = await listSweeps(database, { limit: 10, state: "cancelled" });
  expect(cancelled.items).toEqual([]);
  const forged = Buffer.from('"\\u0000"').toString("base64url");
  await expect(listSweeps(database, { limit: 1, cursor: forged })).rejects.toMatchObject({
    code: "validation-failed",
  });
});

test("what is not there is not found", async () => {
  const { database } = context;
  const id = "0".repeat(32);
  await expect(getRun(database, id)).rejects.toMatchObject({ code: "not-found" });
  await expect(getSweep(database, id)).rejects.toMatchObject({ code: "not-found" });
  await expect(findArtifact(database, { runId: id, path: "a" })).rejects.toMatchObject({
    code: "not-found",
  });
});
