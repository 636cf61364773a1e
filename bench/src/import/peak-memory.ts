import { readFileSync, writeFileSync } from "node:fs";

/** Memory of this process from now on; of pages that are in memory. */
export interface PeakMemory {
  beforeMb: number;
  /** The most there has been since. */
  readMb(): number;
}

/**
 * The kernel keeps the peak; garbage is thrown away first. Needs Linux and
 * node --expose-gc.
 */
export function watchMemory(): PeakMemory {
  globalThis.gc?.();
  globalThis.gc?.();
  // "5" sets the peak back to what is in memory now: proc(5), clear_refs.
  writeFileSync("/proc/self/clear_refs", "5");
  return { beforeMb: readStatus("VmRSS"), readMb: () => readStatus("VmHWM") };
}

function readStatus(field: "VmRSS" | "VmHWM"): number {
  const status = readFileSync("/proc/self/status", "utf8");
  const [, kilobytes] = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status) ?? [];
  return Number(kilobytes) / 1024;
}
