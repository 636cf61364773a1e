import { loadTrainers } from "@rookery/trainer-kit";
import { createTrainingPool } from "@rookery/training-threads";
import { afterAll, expect, test } from "vitest";
import { makeTable, params, spec } from "./tables.ts";

const trainers = await loadTrainers();
const task = { table: makeTable(), datasetHash: "c0ffee", spec, params };
const ample = { timeoutMs: 60_000 };
const pool = createTrainingPool({ threads: 1, trainers });
afterAll(() => pool.close());

test("a thread that passes its memory limit ends the run with the reason, and no other run", async () => {
  // Objects by the million, which is what a heap limit is about.
  const incumbent = `[${"{},".repeat(3_000_000)}{}]`;
  const neighbour = pool.train({ ...task, keepModel: false }, { ...ample, memoryMb: 65 });
  await expect(
    pool.refit({ ...task, incumbent }, { ...ample, memoryMb: 64 }),
  ).rejects.toMatchObject({
    code: "training-failed",
    message: "The training needed more memory than its limit of 64 MB.",
  });
  await neighbour;
  await pool.train({ ...task, keepModel: false }, { ...ample, memoryMb: 64 });
});

test("many limits take turns", async () => {
  const limits = [64, 65, 66, 67, 68, 69];
  const results = limits.map((memoryMb) =>
    pool.train({ ...task, keepModel: false }, { ...ample, memoryMb }),
  );
  expect(await Promise.all(results)).toHaveLength(limits.length);
});
