import type { SweepEvent } from "@rookery/contracts";
import { SingleBar } from "cli-progress";
import { formatMetric } from "./leaderboard.ts";
import { print } from "./print.ts";

export interface SweepProgressView {
  show(event: SweepEvent): void;
  stop(): void;
}

/** A progress bar in a terminal, a line per change elsewhere. */
export function createSweepProgress(metric: string): SweepProgressView {
  return process.stdout.isTTY ? createBar(metric) : createLines(metric);
}

function createBar(metric: string): SweepProgressView {
  const bar = new SingleBar({
    format: `  {bar} {value}/{total} runs  best ${metric} {best}  {state}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 32,
    hideCursor: true,
  });
  let started = false;
  return {
    show(event) {
      const facts = { best: bestOf(event, metric), state: event.state };
      if (!started) bar.start(event.progress.total, 0, facts);
      started = true;
      bar.update(doneOf(event), facts);
    },
    stop: () => bar.stop(),
  };
}

function createLines(metric: string): SweepProgressView {
  return {
    show: (event) =>
      print(
        `  ${doneOf(event)}/${event.progress.total} runs  best ${metric} ${bestOf(event, metric)}  ${event.state}`,
      ),
    stop: () => {},
  };
}

function doneOf({ progress }: SweepEvent): number {
  return progress.total - progress.queued - progress.running;
}

function bestOf({ best }: SweepEvent, metric: string): string {
  return formatMetric(best?.metrics[metric]) || "–";
}
