import { countFailed, type SweepEvent } from "@rookery/contracts";
import { countEnded, formatLeft, formatMetric } from "@rookery/presentation";
import { type Bar, createBar } from "./create-bar.ts";

export interface SweepProgressView {
  show(event: SweepEvent): void;
  /** Takes the bar away while something else uses the terminal. */
  pause(): void;
  resume(): void;
  /** Leaves a line with how far it came. */
  stop(): void;
}

/** What there is to say of an event, but for the bar. */
type Describe = (event: SweepEvent) => string;

/** A bar in a terminal; elsewhere, as in the log of a build, a line at each change of state and each tenth. */
export function createSweepProgress(metric: string, stream: NodeJS.WriteStream): SweepProgressView {
  const describe = createDescription(metric);
  return stream.isTTY ? createSweepBar(describe, stream) : createLines(describe, stream);
}

export const silentProgress: SweepProgressView = {
  show: () => {},
  pause: () => {},
  resume: () => {},
  stop: () => {},
};

/** About how much room the words beside the bar need. */
const factsWidth = 68;

function createSweepBar(describe: Describe, stream: NodeJS.WriteStream): SweepProgressView {
  let bar: Bar | undefined;
  let facts = "";
  let last: SweepEvent | undefined;
  let isPaused = false;

  function draw(event: SweepEvent): void {
    const { total } = event.progress;
    const done = countEnded(event.progress);
    bar ??= createBar({ stream, total, done, factsWidth, describe: () => facts });
    bar.update(done);
  }
  function clear(): void {
    bar?.clear();
    bar = undefined;
  }
  return {
    show(event) {
      last = event;
      facts = describe(event);
      if (!isPaused) draw(event);
    },
    pause() {
      isPaused = true;
      clear();
    },
    resume() {
      isPaused = false;
      if (last) draw(last);
    },
    stop() {
      clear();
      if (last) stream.write(`  ${facts}\n`);
    },
  };
}

function createLines(describe: Describe, stream: NodeJS.WriteStream): SweepProgressView {
  let told: { state: string; tenth: number } | undefined;
  return {
    ...silentProgress,
    show(event) {
      const { state, progress } = event;
      const tenth = Math.floor((10 * countEnded(progress)) / Math.max(1, progress.total));
      const facts = describe(event);
      if (told?.state === state && told.tenth === tenth) return;
      told = { state, tenth };
      stream.write(`  ${facts}\n`);
    },
  };
}

function createDescription(metric: string): Describe {
  return (event) => {
    const { state, best, progress, etaMs } = event;
    const failed = countFailed(progress);
    const left = formatLeft({ etaMs });
    return [
      `${countEnded(progress)}/${progress.total} runs`,
      `best ${metric} ${formatMetric(best?.metrics[metric])}`,
      left === null ? state : `${state}, ${left} left`,
      ...(progress.pruned > 0 ? [`${progress.pruned} pruned`] : []),
      ...(failed > 0 ? [`${failed} failed`] : []),
    ].join("  ");
  };
}
