import type { RunSummary, SweepAttempt, SweepSpec } from "@rookery/contracts";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeRun } from "../../../test/services/make-run.ts";
import {
  exportRun,
  listExportColumns,
  listMetrics,
  listParams,
  readRunErrors,
  writeCsvHead,
  writeCsvLine,
  writeCsvRun,
} from "../src/index.ts";

type Spec = Pick<SweepSpec, "space" | "objective">;

const spec: Spec = {
  space: { kind: { values: ["a"] }, steps: { values: [1, 2] } },
  objective: { metric: "accuracy", direction: "maximize" },
};

function toCsv(runs: readonly RunSummary[], { space, objective }: Spec = spec): string[] {
  const names = { params: listParams(runs), metrics: listMetrics(runs) };
  const columns = listExportColumns({ space, objective }, names);
  const lines = runs.map((run) => writeCsvRun(columns, exportRun(run, new Map())));
  return [writeCsvHead(columns), ...lines].join("").split("\n");
}

test("parameters and metrics whose names are taken say what they are", () => {
  const columns = listExportColumns(
    {
      space: { state: { values: ["solid"] }, depth: 3 },
      objective: { metric: "depth", direction: "maximize" },
    },
    { params: ["state", "depth"], metrics: ["depth", "accuracy"] },
  );
  expect(columns.map(({ title }) => title).slice(0, -4)).toEqual([
    "number",
    "state",
    "param state",
    "depth",
    "metric depth",
    "accuracy",
  ]);
  const run = makeRun({ params: { state: "solid", depth: 3 }, metrics: { depth: 0.5 } });
  const cells = columns.slice(2, 5).map(({ cell }) => cell(exportRun(run, new Map())));
  expect(cells).toEqual(["solid", 3, 0.5]);
});

test("the columns are the same whatever the order of the runs", () => {
  const runs = [
    makeRun({ params: { steps: 1, extra: 1 }, metrics: { own: 1, f1_macro: 1 } }),
    makeRun({ params: { kind: "a" }, metrics: { accuracy: 1, log_loss: 2 } }),
  ];
  const head =
    "number,state,kind,steps,extra,accuracy,f1_macro,log_loss,own,started,ended,durationMs,error";
  expect(toCsv(runs)[0]).toBe(head);
  expect(toCsv(runs.toReversed())[0]).toBe(head);
});

test("runs as CSV have all digits and quote what needs it", () => {
  const runs = [
    makeRun({ number: 1, params: { kind: 'a "b", c' }, metrics: { accuracy: 0.1 + 0.2 } }),
    makeRun({
      number: 2,
      state: "pruned",
      params: {},
      metrics: { accuracy: "NaN" },
      endedAt: null,
    }),
  ];
  expect(toCsv(runs)).toEqual([
    "number,state,kind,accuracy,started,ended,durationMs,error",
    '1,succeeded,"a ""b"", c",0.30000000000000004,2026-01-01T00:00:00.000Z,2026-01-01T00:00:01.000Z,1000,',
    "2,pruned,,NaN,2026-01-01T00:00:00.000Z,,,",
    "",
  ]);
});

test("no text is a formula where the CSV is opened, and numbers stay numbers", () => {
  const params = { "=shift": -0.5, kind: "=1+1", sign: "-x" };
  const runs = [
    makeRun({ number: 1, params, metrics: { score: "-Infinity" } }),
    makeRun({ number: 2, params: { ...params, kind: "@here" }, metrics: { score: -1e-7 } }),
  ];
  const lines = toCsv(runs, {
    space: { "=shift": -0.5, kind: "=1+1", sign: "-x" },
    objective: { metric: "score", direction: "maximize" },
  });
  expect(lines.map((line) => line.split(",").slice(0, 6).join())).toEqual([
    "number,state,'=shift,kind,sign,score",
    "1,succeeded,-0.5,'=1+1,'-x,-Infinity",
    "2,succeeded,-0.5,'@here,'-x,-1e-7",
    "",
  ]);
});

test("what is written is read back by others, but for the apostrophe before formulas", () => {
  const text = fc.string({ unit: "grapheme" }).filter((one) => !/^[=+\-@\t\r＝＋－＠]/u.test(one));
  const row = fc.tuple(text, text, fc.double());
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), (rows) => {
      const read = parse(rows.map(writeCsvLine).join(""), { record_delimiter: "\n" });
      expect(read).toEqual(rows.map((cells) => cells.map(String)));
    }),
  );
});

test("why runs failed is told by their ids", async () => {
  const attempt = (runId: string, message: string | null) => ({
    runId,
    error: message === null ? null : { code: "training-diverged", message },
  });
  async function* attempts() {
    yield attempt("a", "diverged") as SweepAttempt;
    yield attempt("b", null) as SweepAttempt;
  }
  const errors = await readRunErrors(attempts());
  const exported = ["a", "b"].map((id) => exportRun(makeRun({ id }), errors).error);
  expect(exported).toEqual(["diverged", null]);
});
