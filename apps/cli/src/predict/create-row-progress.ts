import { formatCount } from "@rookery/presentation";
import { widthOf } from "../output/print.ts";
import type { RowSource } from "./read-rows.ts";

export interface RowProgress {
  show(rows: number): void;
  stop(): void;
}

const redrawMs = 100;

/** Rows, pace and share of the file on standard error; nothing where that is no terminal. */
export function createRowProgress({ sizeBytes, readBytes }: RowSource): RowProgress {
  const stream = process.stderr;
  if (!stream.isTTY) return { show: () => {}, stop: () => {} };
  const startedMs = performance.now();
  let drawnMs = Number.NEGATIVE_INFINITY;
  let drawn = false;

  function draw(rows: number): void {
    const perSecond = (rows / (performance.now() - startedMs)) * 1000;
    const share =
      sizeBytes === null ? "" : `  ${Math.floor((readBytes() / sizeBytes) * 100)} % read`;
    const line = `  ${formatCount(rows)} rows${share}  ${formatCount(Math.round(perSecond))} rows/s`;
    stream.write(`\r\u001b[2K${line.slice(0, widthOf(stream) - 1)}`);
    drawn = true;
  }
  return {
    show(rows) {
      const now = performance.now();
      if (now - drawnMs < redrawMs) return;
      drawnMs = now;
      draw(rows);
    },
    stop() {
      if (drawn) stream.write("\r\u001b[2K");
    },
  };
}
