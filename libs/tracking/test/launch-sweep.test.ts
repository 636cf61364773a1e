import { expect, test } from "vitest";
import {
  beginFinalize,
  finishSweep,
  getSweepRow,
  listOpenSweeps,
  listQueuedRuns,
} from "../src/index.ts";
import { endRun, useTracking } from "./test-sweeps.ts";

const context = useTracking();

async function countRows() {
  const { rows } = await context.database.pool.query(
    `select (select count(*)::int from rookery.sweeps) as sweeps,
            (select count(*)::int from rookery.runs) as runs,
            (select count(*)::int from rookery.experiments) as experiments`,
  );
  return rows[0];
}

test("a launched sweep has one queued run per combination, in order, as people wrote it", async () => {
  const { database, launch } = context;
  const combinations = [
    { steps: 2, learningRate: 0.1, note: 'a "quoted" \\ {b}, NULL' },
    { learningRate: 0.2, steps: 1, note: "" },
  ];
  const space = { zeta: 1, alpha: 2 };
  const { sweepId, runs } = await launch(combinations, { space });
  const pending = await listQueuedRuns(database, sweepId);
  expect(pending).toEqual(runs);
  expect(pending.map((run) => JSON.stringify(run.params))).toEqual(
    combinations.map((params) => JSON.stringify(params)),
  );
  const sweep = await getSweepRow(database, sweepId);
  expect(sweep).toMatchObject({ state: "running", runCount: 2, datasetHash: "c0ffee" });
  expect(Object.keys(sweep.spec.space)).toEqual(["zeta", "alpha"]);
});

test("a launch that cannot write every run writes nothing", async () => {
  const before = await countRows();
  const twice = [{ steps: 1 }, { steps: 2 }, { steps: 1 }];
  await expect(context.launch(twice, { experiment: "never" })).rejects.toThrow();
  expect(await countRows()).toEqual(before);
});

test("launches into one new experiment at once share it", async () => {
  const { database, launch } = context;
  const sweeps = await Promise.all(
    Array.from({ length: 4 }, () => launch(1, { experiment: "shared" })),
  );
  const rows = await Promise.all(sweeps.map(({ sweepId }) => getSweepRow(database, sweepId)));
  expect(new Set(rows.map((row) => row.experimentId)).size).toBe(1);
});

test("a sweep is open, once it is old enough, until it has ended", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(1, {});
  const find = async (olderThanMs: number) =>
    (await listOpenSweeps(database, { olderThanMs })).find((sweep) => sweep.sweepId === sweepId);
  expect(await find(60_000)).toBeUndefined();
  const open = { sweepId, name: "penguins", round: 1, handedThrough: 0, runCount: 1 };
  expect(await find(-60_000)).toEqual({ ...open, state: "running" });
  await endRun(database, runs[0].runId);
  await beginFinalize(database, { sweepId, round: 1 });
  expect(await find(-60_000)).toEqual({ ...open, state: "finalizing" });
  await finishSweep(database.orm, { sweepId, round: 1, state: "failed" });
  expect(await find(-60_000)).toBeUndefined();
});
