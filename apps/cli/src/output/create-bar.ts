import cliProgress from "cli-progress";
import { widthOf } from "./print.ts";

export interface Bar {
  update(now: number): void;
  /** Takes the bar away and gives the cursor back. */
  clear(): void;
}

export interface BarOptions {
  stream: NodeJS.WriteStream;
  total: number;
  /** Where it begins. */
  done: number;
  /** What stands beside the bar, and about how wide that is. The time left is a guess. */
  describe: (done: number, leftSeconds: number | string) => string;
  factsWidth: number;
}

const widest = 32;
const narrowest = 8;

/** A bar on one line of a terminal, which leaves nothing behind, not even when the process is told to end. */
export function createBar({ stream, total, done, describe, factsWidth }: BarOptions): Bar {
  const bar = new cliProgress.SingleBar({
    format: (options, { progress, value, eta }) =>
      `  ${cliProgress.Format.BarFormat(progress, options)} ${describe(value, eta)}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: Math.min(widest, Math.max(narrowest, widthOf(stream) - factsWidth)),
    hideCursor: true,
    linewrap: false,
    clearOnComplete: true,
    gracefulExit: false,
    stream,
  });
  const stop = () => bar.stop();
  process.once("exit", stop);
  bar.start(total, done);
  return {
    update: (now) => bar.update(now),
    clear() {
      process.off("exit", stop);
      stop();
    },
  };
}
