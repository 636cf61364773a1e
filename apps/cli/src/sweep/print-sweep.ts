import { countFailed, type Run, type RunSummary, type Sweep } from "@rookery/contracts";
import { describeStop, formatMetric } from "@rookery/presentation";
import { clean, cleanLines } from "../output/clean.ts";
import { printLeaderboard } from "../output/leaderboard.ts";
import { paint } from "../output/paint.ts";
import { print } from "../output/print.ts";

/** The leaderboard, why runs failed, by the first of them, and what became of the winner. */
export function printResult(sweep: Sweep, runs: RunSummary[], failure: Run | null = null): void {
  const ranked = runs.filter((run) => Object.keys(run.metrics).length > 0);
  if (ranked.length > 0) {
    printLeaderboard(ranked, sweep.spec.objective.metric);
    print();
  }
  printOutcome(sweep, failure);
}

function printOutcome(sweep: Sweep, failure: Run | null = null): void {
  const { state, stopReason, outcome, note, error, spec, progress } = sweep;
  const { metric } = spec.objective;
  if (state === "cancelled") print(`${paint.yellow("–")} The sweep was cancelled.`);
  if (state === "failed") {
    const reason = error?.message ?? (stopReason ? describeStop(stopReason) : "no run succeeded");
    print(`${paint.red("✗")} The sweep failed: ${clean(reason)}`);
  }
  const failed = countFailed(progress);
  if (failed > 0) print(`${paint.yellow("–")} ${failed} of ${progress.total} runs failed`);
  if (failure) printFailure(failure);
  if (note) print(`${paint.yellow("–")} ${clean(note)}`);
  if (!outcome) return;
  const { model, version, testMetrics, promotion } = outcome;
  const measured = testMetrics[metric];
  print(
    `${paint.green("✓")} Registered ${paint.bold(clean(`${model} version ${version}`))}${measured === undefined ? "" : `: ${clean(metric)} ${formatMetric(measured)} on the test rows`}`,
  );
  if (!promotion) return;
  const mark =
    promotion.outcome === "promoted" ? paint.green("✓ Promoted to") : paint.yellow("– Not");
  print(`${mark} ${paint.bold(clean(promotion.alias))}: ${clean(promotion.reason)}`);
}

function printFailure({ id, number, error, artifacts }: Run): void {
  const [first = "", ...rest] = cleanLines(error?.message ?? "").split("\n");
  print(`  #${number}: ${first}`);
  for (const line of rest) print(`    ${line}`);
  // A run whose worker died, or that never began, has left none.
  const hasLog = artifacts.some(({ path }) => path === "run.log");
  print(
    `  \`rookery run ${hasLog ? "logs" : "show"} ${id}\` has ${hasLog ? "the whole log" : "more"}`,
  );
}
