import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Cleanup } from "../../services/cleanup.ts";
import { makeTempDir } from "../../services/temp-dir.ts";

/** An empty ROOKERY_HOME that goes with the test file, together with a PostgreSQL that was left in it. */
export async function makeRookeryHome(cleanup: Cleanup): Promise<string> {
  const home = await makeTempDir("home", cleanup);
  cleanup.add(async () => {
    const pid = await readPostgresPid(home);
    if (pid !== null && isAlive(pid)) process.kill(pid, "SIGQUIT");
  });
  return home;
}

/** The process number of the PostgreSQL on this home, or null when it was stopped. */
export async function readPostgresPid(home: string): Promise<number | null> {
  const pidFile = join(home, "postgres/cluster/postmaster.pid");
  const text = await readFile(pidFile, "utf8").catch(() => "");
  return Number(text.split("\n")[0]) || null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
