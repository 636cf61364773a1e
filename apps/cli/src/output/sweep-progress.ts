import type { SweepEvent } from "@rookery/contracts";
import cliProgress from "cli-progress";
import { formatDuration, formatMetric } from "./format.ts";
import { print } from "./print.ts";
import { widthOf } from "./terminal-width.ts";

export interface SweepProgressView {
  show(event: SweepEvent): void;
  /** Takes the bar away while something else uses the terminal. */
  pause(): void;
  resume(): void;
  stop(): void;
}

/** A progress bar in a terminal, a line per change elsewhere. */
export function createSweepProgress(metric: string): SweepProgressView {
  return process.stdout.isTTY ? createSweepBar(metric, process.stdout) : createLines(metric);
}

/** A bar in a terminal, nothing elsewhere: for commands whose result is what others read. */
export function createQuietProgress(metric: string): SweepProgressView {
  if (process.stderr.isTTY) return createSweepBar(metric, process.stderr);
  return { show: () => {}, pause: () => {}, resume: () => {}, stop: () => {} };
}

/** What stands beside the bar needs about this much room. */
const factsWidth = 62;

function createSweepBar(metric: string, stream: NodeJS.WriteStream): SweepProgressView {
  let bar: cliProgress.SingleBar | undefined;
  let last: SweepEvent | undefined;

  function draw(event: SweepEvent): void {
    const facts = { facts: describe(event, metric) };
    if (bar) return bar.update(doneOf(event), facts);
    bar = new cliProgress.SingleBar({
      format: (options, { progress, value, total }, { facts }: { facts?: string }) =>
        `  ${cliProgress.Format.BarFormat(progress, options)} ${value}/${total} runs  ${facts ?? ""}`,
      barCompleteChar: "█",
      barIncompleteChar: "░",
      barsize: Math.min(32, Math.max(8, widthOf(stream) - factsWidth)),
      hideCursor: true,
      linewrap: false,
      stream,
    });
    bar.start(event.progress.total, doneOf(event), facts);
  }
  const stop = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    show(event) {
      last = event;
      draw(event);
    },
    pause: stop,
    resume: () => last && draw(last),
    stop,
  };
}

function createLines(metric: string): SweepProgressView {
  let last: string | undefined;
  return {
    show(event) {
      // A line stays: it says what is so, not what may become.
      const facts = describe({ ...event, etaMs: null }, metric);
      const line = `  ${doneOf(event)}/${event.progress.total} runs  ${facts}`;
      if (line !== last) print(line);
      last = line;
    },
    pause: () => {},
    resume: () => {},
    stop: () => {},
  };
}

function describe({ state, best, progress, etaMs }: SweepEvent, metric: string): string {
  const failed = progress.failed + progress.timedOut + progress.lost;
  const left = etaMs === null ? "" : `, ${describeLeft(etaMs)} left`;
  return [
    `best ${metric} ${formatMetric(best?.metrics[metric]) || "–"}`,
    `${state}${left}`,
    ...(progress.pruned > 0 ? [`${progress.pruned} pruned`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join("  ");
}

/** Runs that last longer than those before would be said to end in 0 ms. */
function describeLeft(etaMs: number): string {
  return etaMs < 1_000 ? "a moment" : formatDuration(etaMs);
}

function doneOf({ progress }: SweepEvent): number {
  return progress.total - progress.queued - progress.running;
}
