import cliProgress from "cli-progress";
import { formatBytes } from "./format.ts";

export interface ByteProgress {
  show(doneBytes: number): void;
  stop(): void;
}

export interface ByteProgressOptions {
  total: number;
  /** What goes on when all bytes are through. */
  afterwards: string;
}

/** A bar of bytes on standard error, nothing where that is no terminal. */
export function createByteProgress({ total, afterwards }: ByteProgressOptions): ByteProgress {
  const stream = process.stderr;
  if (!stream.isTTY) return { show: () => {}, stop: () => {} };
  const bar = new cliProgress.SingleBar({
    format: (options, { progress, value, eta }) => {
      const left = value < total ? `${eta} s left` : afterwards;
      const bytes = `${formatBytes(value)} of ${formatBytes(total)}`;
      return `  ${cliProgress.Format.BarFormat(progress, options)} ${bytes}  ${left}`;
    },
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 32,
    hideCursor: true,
    linewrap: false,
    clearOnComplete: true,
    stream,
  });
  bar.start(total, 0);
  return { show: (doneBytes) => bar.update(doneBytes), stop: () => bar.stop() };
}
