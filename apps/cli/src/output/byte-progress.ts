import { formatBytes } from "@rookery/presentation";
import { createBar } from "./create-bar.ts";

export interface ByteProgress {
  show(doneBytes: number): void;
  stop(): void;
}

export interface ByteProgressOptions {
  total: number;
  /** What goes on when all bytes are through. */
  afterwards: string;
}

const factsWidth = 40;

/** A bar of bytes on standard error, nothing where that is no terminal. */
export function createByteProgress({ total, afterwards }: ByteProgressOptions): ByteProgress {
  const stream = process.stderr;
  if (!stream.isTTY) return { show: () => {}, stop: () => {} };
  const bar = createBar({
    stream,
    total,
    done: 0,
    factsWidth,
    describe: (done, leftSeconds) => {
      const left = done < total ? `${leftSeconds} s left` : afterwards;
      return `${formatBytes(done)} of ${formatBytes(total)}  ${left}`;
    },
  });
  return { show: bar.update, stop: bar.clear };
}
