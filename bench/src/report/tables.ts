import Table from "cli-table3";
import type { GrowthNumbers } from "../measure/measure-growth.ts";
import type { PredictNumbers } from "../measure/measure-predict.ts";
import type { ReadNumbers } from "../measure/measure-reads.ts";
import type { SweepNumbers } from "../measure/measure-sweep.ts";

export function sweepTable(sweeps: SweepNumbers[]): string {
  return render(
    [
      "runs",
      "keep",
      "launch s",
      "all done s",
      "runs/s",
      "ms/run",
      "fit",
      "overhead",
      "finalize ms",
    ],
    sweeps.map((sweep) => [
      count(sweep.runs),
      sweep.keepModels,
      fixed(sweep.launchMs / 1_000, 2),
      fixed(sweep.wallMs / 1_000, 1),
      fixed(sweep.runsPerSecond, 0),
      fixed(sweep.wallPerRunMs, 2),
      fixed(sweep.fitPerRunMs, 2),
      fixed(sweep.overheadPerRunMs, 2),
      fixed(sweep.finalizeMs, 0),
    ]),
  );
}

export function cpuTable(sweeps: SweepNumbers[]): string {
  const names = [...new Set(sweeps.flatMap((sweep) => Object.keys(sweep.cpuPerRunMs)))];
  return render(
    ["runs", "keep", ...names],
    sweeps.map((sweep) => [
      count(sweep.runs),
      sweep.keepModels,
      ...names.map((name) => fixed(sweep.cpuPerRunMs[name] ?? Number.NaN, 2)),
    ]),
  );
}

export function predictTable(predicts: PredictNumbers[]): string {
  return render(
    ["rows", "body bytes", "empty route/s", "/predict/s", "ratio", "/predict p99 ms"],
    predicts.map((predict) => [
      count(predict.rows),
      count(predict.bodyBytes),
      count(predict.emptyPerSecond),
      count(predict.predictPerSecond),
      percent(predict.ratio),
      fixed(predict.predictP99Ms, 1),
    ]),
  );
}

export function readsTable(reads: ReadNumbers[]): string {
  return render(
    ["asked", "median ms", "slowest ms"],
    reads.map((read) => [read.what, fixed(read.medianMs, 1), fixed(read.slowestMs, 1)]),
  );
}

export function growthTable(growth: GrowthNumbers[]): string {
  return render(
    ["runs in the table", "claim ms", "finish ms", "writing the last sweep s"],
    growth.map((at) => [
      count(at.runsInTable),
      fixed(at.claimMs, 2),
      fixed(at.finishMs, 2),
      fixed(at.launchMs / 1_000, 2),
    ]),
  );
}

export const fixed = (value: number, digits: number) =>
  Number.isNaN(value) ? "" : value.toFixed(digits);
export const percent = (share: number) => `${fixed(share * 100, 0)} %`;
const count = (value: number) => Math.round(value).toLocaleString("en");

function render(head: string[], rows: string[][]): string {
  const table = new Table({
    head,
    style: { head: [], border: [] },
    colAligns: head.map(() => "right"),
  });
  table.push(...rows);
  return table.toString();
}
