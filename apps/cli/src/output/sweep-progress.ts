import { isTerminalSweepState, type SweepEvent } from "@rookery/contracts";
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
  const estimate = createEstimate();
  let bar: cliProgress.SingleBar | undefined;
  let last: SweepEvent | undefined;

  function draw(event: SweepEvent): void {
    const facts = { facts: describe(event, metric, estimate(event)) };
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
  return {
    show: (event) =>
      print(
        `  ${doneOf(event)}/${event.progress.total} runs  ${describe(event, metric, undefined)}`,
      ),
    pause: () => {},
    resume: () => {},
    stop: () => {},
  };
}

function describe(event: SweepEvent, metric: string, leftMs: number | undefined): string {
  const { state, best, progress } = event;
  const failed = progress.failed + progress.timedOut + progress.lost;
  const left =
    state === "running" && leftMs !== undefined ? `, ${formatDuration(leftMs)} left` : "";
  return [
    `best ${metric} ${formatMetric(best?.metrics[metric]) || "–"}`,
    `${state}${left}`,
    ...(progress.pruned > 0 ? [`${progress.pruned} pruned`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join("  ");
}

/** Time left, from the pace since the first look; unknown until something has ended since then. */
function createEstimate(): (event: SweepEvent) => number | undefined {
  let first: { done: number; atMs: number } | undefined;
  return (event) => {
    const done = doneOf(event);
    const now = performance.now();
    const rests = isTerminalSweepState(event.state) || event.state === "paused";
    if (!first || rests) first = { done, atMs: now };
    const ended = done - first.done;
    if (ended <= 0) return undefined;
    return ((now - first.atMs) / ended) * (event.progress.total - done);
  };
}

function doneOf({ progress }: SweepEvent): number {
  return progress.total - progress.queued - progress.running;
}
