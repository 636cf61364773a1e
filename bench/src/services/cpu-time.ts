import { readFile } from "node:fs/promises";

/** The kernel counts CPU time in hundredths of a second. */
const tickMs = 10;

/** CPU time a process has used so far, or `undefined` where /proc does not tell. */
export async function readCpuMs(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // The name stands in brackets and may hold anything; user and system time follow it as fields 14 and 15.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields && (Number(fields[11]) + Number(fields[12])) * tickMs;
}
