// Compares the samplers with Optuna's TPE and times suggestions: docs/benchmarks.md, "Search".
import { readFileSync } from "node:fs";
import CliTable from "cli-table3";
import { median } from "../median.ts";
import { differenceInterval, mannWhitney } from "./compare-samples.ts";
import { measureQuality } from "./measure-quality.ts";
import { measureSuggestions, narrowSpace, wideSpace } from "./measure-suggestions.ts";
import { objectives } from "./objectives.ts";

/** Written by run_optuna.py beside it. */
const optuna: { optuna: string; trials: number; best: Record<string, number[]> } = JSON.parse(
  readFileSync(new URL("../../../libs/search/test/fixtures/optuna.json", import.meta.url), "utf8"),
);
const style = { head: [], border: [] };
const digits = 4;

const quality = new CliTable({
  head: [
    "function",
    "random",
    "quasi-random",
    "tpe",
    `Optuna ${optuna.optuna}`,
    "tpe - Optuna, 95 %",
    "p",
  ],
  style,
});
for (const objective of objectives) {
  const theirs = optuna.best[objective.name] as number[];
  const size = { seeds: theirs.length, runs: optuna.trials };
  const [random, quasiRandom, tpe] = ["random", "quasi-random", "tpe"].map((name) =>
    measureQuality(name, objective, size),
  ) as [number[], number[], number[]];
  const interval = differenceInterval(tpe, theirs);
  quality.push([
    objective.name,
    ...[random, quasiRandom, tpe, theirs].map((best) => median(best).toFixed(digits)),
    interval.map((end) => end.toFixed(digits)).join(" to "),
    mannWhitney(tpe, theirs).toFixed(2),
  ]);
}
console.log(`Median best value after ${optuna.trials} runs, less is better`);
console.log(quality.toString());

const cost = new CliTable({
  head: ["ended runs", "5 continuous: median ms", "90 %", "10 mixed: median ms", "90 %"],
  style,
});
for (const runs of [100, 1_000, 10_000, 100_000]) {
  const times = [narrowSpace, wideSpace].map((space) => measureSuggestions(space, runs));
  cost.push([
    runs,
    ...times.flatMap(({ medianMs, usualMs }) => [medianMs.toFixed(2), usualMs.toFixed(2)]),
  ]);
}
console.log("CPU time of one TPE suggestion");
console.log(cost.toString());
