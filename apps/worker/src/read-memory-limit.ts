import { totalmem } from "node:os";

/** The memory this process may take: its container's limit, else the machine's memory. */
export function readMemoryLimitMb(): number {
  // 0 where nothing is known of a limit, and beyond any memory where there is none.
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  return Math.floor(Math.min(limit, totalmem()) / 2 ** 20);
}
