import type { Params } from "@rookery/contracts";
import { combinationHash } from "@rookery/search";
import { expect, test } from "vitest";
import {
  drawRun,
  finishRun,
  forgetReports,
  getRun,
  getSweep,
  type HistoryMark,
  listQueuedRuns,
  listRuns,
  readHistory,
  readPeerValues,
  releaseRun,
  reportMetrics,
  retryRuns,
} from "../src/index.ts";
import { endRun, mustClaim, useTracking } from "./test-sweeps.ts";

const context = useTracking();
const hashOf = (params: Params) => combinationHash(["logistic-regression"], params);
const draw = (claim: { runId: string; attempt: number }, params: Params) =>
  drawRun(context.database, { ...claim, params, hash: hashOf(params) });
const reportAccuracy = (
  claim: { runId: string; attempt: number },
  values: number[],
): Promise<void> =>
  reportMetrics(context.database, {
    ...claim,
    reports: values.map((accuracy, index) => ({
      step: index + 1,
      timestampMs: 1_000 + index,
      values: { accuracy },
    })),
  });

test("a run keeps the parameters it was given first, whatever becomes of its attempts", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch([{ steps: 1 }], {}, 1);
  expect((await listQueuedRuns(database, sweepId)).map(({ params }) => params)).toEqual([
    { steps: 1 },
    {},
  ]);
  const runId = runs[1].runId;
  const first = await mustClaim(database, runId);
  expect(first).toMatchObject({ isDrawn: false, params: {} });
  expect(await draw(first, { steps: 2 })).toBe("drawn");
  expect(await draw(first, { steps: 3 })).toBe("fenced");
  await releaseRun(database, { ...first, as: "released" });
  const second = await mustClaim(database, runId, "b");
  expect(second).toMatchObject({ isDrawn: true, params: { steps: 2 } });
  expect((await mustClaim(database, runs[0].runId)).isDrawn).toBe(true);
});

test("a late attempt cannot draw, and no two runs of a sweep get the same combination", async () => {
  const { database, launch } = context;
  const { runs } = await launch([], {}, 2);
  const late = await mustClaim(database, runs[0].runId);
  const newer = await mustClaim(database, runs[0].runId, "b");
  expect(await draw(late, { steps: 1 })).toBe("fenced");
  expect(await draw(newer, { steps: 1 })).toBe("drawn");
  const other = await mustClaim(database, runs[1].runId);
  expect(await draw(other, { steps: 1 })).toBe("taken");
  expect(await draw(other, { steps: 2 })).toBe("drawn");
});

test("two workers that draw the same combination at once get one of it", async () => {
  const { database, launch } = context;
  const { runs } = await launch([], {}, 8);
  const claims = await Promise.all(runs.map(({ runId }) => mustClaim(database, runId)));
  const outcomes = await Promise.all(claims.map((claim) => draw(claim, { steps: 1 })));
  expect(outcomes.filter((outcome) => outcome === "drawn")).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === "taken")).toHaveLength(7);
});

test("a reader of the history asks again only for what has not ended", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(
    4,
    { objective: { metric: "log_loss", direction: "minimize" } },
    2,
  );
  const read = async (mark: HistoryMark) =>
    (await readHistory(database, sweepId, { mark, direction: "minimize" })).sort(
      (a, b) => a.number - b.number,
    );
  await endRun(database, runs[0].runId, { objectiveValue: 0.5 });
  await endRun(database, runs[1].runId, { state: "pruned", objectiveValue: 0.9 });
  await endRun(database, runs[2].runId, { state: "failed" });
  expect(await read({ last: 0, unsettled: [] })).toEqual([
    { number: 1, params: { steps: 1 }, state: "succeeded", score: -0.5, isSettled: true },
    { number: 2, params: { steps: 2 }, state: "pruned", score: -0.9, isSettled: true },
    { number: 3, params: { steps: 3 }, state: "failed", score: null, isSettled: true },
    { number: 4, params: { steps: 4 }, state: "running", score: null, isSettled: false },
  ]);
  const last = await mustClaim(database, runs[5].runId);
  await draw(last, { steps: 6 });
  await endRun(database, runs[3].runId, { objectiveValue: Number.NaN });
  expect(await read({ last: 4, unsettled: [4] })).toMatchObject([
    { number: 4, state: "failed", score: null, isSettled: true },
    { number: 6, state: "running", isSettled: false },
  ]);
});

test("a late attempt's reports do not count, and a new attempt begins without the old ones", async () => {
  const { database, launch } = context;
  const [{ runId }] = (await launch(1)).runs;
  const late = await mustClaim(database, runId);
  await reportAccuracy(late, [0.1, 0.2]);
  const newer = await mustClaim(database, runId, "b");
  await reportAccuracy(late, [0.1, 0.2, 0.3]);
  expect((await getRun(database, runId)).history.accuracy).toHaveLength(2);
  await forgetReports(database, late);
  expect((await getRun(database, runId)).history.accuracy).toHaveLength(2);
  await forgetReports(database, newer);
  await reportAccuracy(newer, [0.4]);
  expect((await getRun(database, runId)).history.accuracy).toMatchObject([{ step: 1, value: 0.4 }]);
});

test("the final value of a metric is its latest, even when it was reported in the same instant", async () => {
  const { database, launch } = context;
  const [{ runId }] = (await launch(1)).runs;
  const claim = await mustClaim(database, runId);
  const future = Date.now() + 60_000;
  await reportMetrics(database, {
    ...claim,
    reports: [{ step: 9, timestampMs: future, values: { accuracy: 0.99, loss: 3 } }],
  });
  await finishRun(database, { ...claim, state: "succeeded", metrics: { accuracy: 0.5 } });
  const { metrics, history } = await getRun(database, runId);
  expect(metrics).toEqual({ accuracy: 0.5, loss: 3 });
  expect(history.accuracy).toMatchObject([
    { step: 9, value: 0.99 },
    { step: 9, timestampMs: future + 1, value: 0.5 },
  ]);
});

test("peers are the other runs of the sweep, at the same step of the same metric", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(3);
  const stranger = await launch(1);
  const claims = await Promise.all(
    [...runs, ...stranger.runs].map(({ runId }) => mustClaim(database, runId)),
  );
  for (const [index, claim] of claims.entries()) await reportAccuracy(claim, [index, index / 10]);
  await finishRun(database, { ...claims[1], state: "succeeded", metrics: { accuracy: 0.7 } });
  const { runId } = runs[0];
  const peers = await readPeerValues(database, { sweepId, runId, metric: "accuracy", step: 2 });
  expect(peers.toSorted()).toEqual([0.1, 0.2]);
});

test("a pruned run is never the best, stands last by objective, and is retried only when asked", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(3);
  await endRun(database, runs[0].runId, { state: "pruned", objectiveValue: 0.99 });
  await endRun(database, runs[1].runId, { objectiveValue: 0.5 });
  await endRun(database, runs[2].runId, { state: "failed" });
  const { best, progress } = await getSweep(database, sweepId);
  expect(best?.number).toBe(2);
  expect(progress).toMatchObject({ total: 3, pruned: 1, succeeded: 1, failed: 1 });
  const { items } = await listRuns(database, sweepId, { sort: "objective", limit: 10 });
  expect(items[0]?.number).toBe(2);
  expect(await retryRuns(database, { sweepId, states: ["failed", "timed-out", "lost"] })).toEqual({
    retried: 1,
  });
  expect(await retryRuns(database, { sweepId, states: ["pruned"] })).toEqual({ retried: 1 });
});
