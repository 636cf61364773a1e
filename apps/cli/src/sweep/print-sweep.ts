import type { RunSummary, Sweep } from "@rookery/contracts";
import { clean } from "../output/clean.ts";
import { formatMetric } from "../output/format.ts";
import { printLeaderboard } from "../output/leaderboard.ts";
import { paint } from "../output/paint.ts";
import { print } from "../output/print.ts";

/** The leaderboard and what became of its winner. */
export function printResult(sweep: Sweep, runs: RunSummary[]): void {
  const ranked = runs.filter((run) => Object.keys(run.metrics).length > 0);
  if (ranked.length > 0) {
    printLeaderboard(ranked, sweep.spec.objective.metric);
    print();
  }
  printOutcome(sweep);
}

function printOutcome(sweep: Sweep): void {
  const { state, stopReason, outcome, note, error, spec, progress } = sweep;
  const { metric } = spec.objective;
  if (state === "cancelled") print(`${paint.yellow("–")} The sweep was cancelled.`);
  if (state === "failed") {
    const reason = error?.message ?? stopReason ?? "no run succeeded";
    print(`${paint.red("✗")} The sweep failed: ${clean(reason)}`);
  }
  const failed = progress.failed + progress.timedOut + progress.lost;
  if (failed > 0) print(`${paint.yellow("–")} ${failed} of ${progress.total} runs failed`);
  if (note) print(`${paint.yellow("–")} ${clean(note)}`);
  if (!outcome) return;
  const { model, version, testMetrics, promotion } = outcome;
  const measured = formatMetric(testMetrics[metric]);
  print(
    `${paint.green("✓")} Registered ${paint.bold(clean(`${model} version ${version}`))}${measured && `: ${clean(metric)} ${measured} on the held-out rows`}`,
  );
  if (!promotion) return;
  const mark =
    promotion.outcome === "promoted" ? paint.green("✓ Promoted to") : paint.yellow("– Not");
  print(`${mark} ${paint.bold(clean(promotion.alias))}: ${clean(promotion.reason)}`);
}
