import { expect, test } from "vitest";
import { explainError, groupFailures } from "../src/index.ts";

test("failures are gathered by code and message but for numbers, by each run's newest attempt", () => {
  const attempt = (runNumber: number, number: number, message: string | null) => ({
    runId: String(runNumber),
    runNumber,
    number,
    workerId: "w",
    state: message === null ? ("succeeded" as const) : ("failed" as const),
    startedAt: "2026-01-01T00:00:00.000Z",
    endedAt: null,
    error: message === null ? null : { code: "training-diverged", message },
  });
  const causes = groupFailures([
    attempt(1, 1, "diverged with learningRate 1000"),
    attempt(2, 1, "diverged with learningRate 1e4"),
    attempt(3, 1, "out of memory"),
    attempt(4, 1, "diverged with learningRate 5"),
    attempt(4, 2, null),
  ]);
  expect(causes.map(({ runNumbers }) => runNumbers)).toEqual([[1, 2], [3]]);
});

test("an error is told in words with what to do, or by its code where nobody knows it", () => {
  expect(explainError("training-diverged").advice).toMatch(/change the parameters/);
  expect(explainError("unavailable").advice).toMatch(/may pass/);
  expect(explainError("toString")).toEqual({ title: "toString" });
});
