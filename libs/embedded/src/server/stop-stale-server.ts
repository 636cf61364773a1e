import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { AppError } from "@rookery/contracts";
import type { ClusterLayout } from "../cluster/cluster-layout.ts";
import { takeOwnerLock } from "./owner-lock.ts";
import { waitUntil } from "./spawn-program.ts";

const fastStopTimeoutMs = 30_000;
const immediateStopTimeoutMs = 10_000;

/**
 * What was left on a cluster: nothing, a server that has been stopped now, or
 * only the traces of one that was killed, whose helpers may still be ending.
 */
export type StaleServer = "none" | "stopped" | "killed";

/**
 * Stops the server that a killed process left on this cluster. A server with a
 * living owner is not touched: that is a conflict.
 */
export async function stopStaleServer({
  clusterDir,
  password,
}: ClusterLayout): Promise<StaleServer> {
  const pidFile = join(clusterDir, "postmaster.pid");
  const lines = (await readFile(pidFile, "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!pid) return "none";
  if (!(await isServerOf(pid, clusterDir))) {
    // PostgreSQL removes a dead server's file, but takes a reused pid for a living server.
    if (isAlive(pid)) await rm(pidFile, { force: true });
    return "killed";
  }

  const owner = port ? await findLivingOwner({ port, password }) : null;
  if (owner !== null) {
    throw new AppError("conflict", `${clusterDir} is in use by ${owner}`, {
      hint: "Stop that Rookery first, or give this one another data directory.",
    });
  }

  const isGone = async () => !(await isServerOf(pid, clusterDir));
  process.kill(pid, "SIGINT");
  if (await waitUntil(isGone, fastStopTimeoutMs)) return "stopped";
  process.kill(pid, "SIGQUIT");
  if (await waitUntil(isGone, immediateStopTimeoutMs)) return "stopped";
  throw new AppError("unavailable", `The PostgreSQL server ${pid} on ${clusterDir} does not stop`);
}

async function findLivingOwner(address: { port: number; password: string }) {
  try {
    const lock = await takeOwnerLock(address);
    if (!lock.held) return lock.owner;
    await lock.release();
    return null;
  } catch {
    // Still starting, stopping, or broken: nobody works with it.
    return null;
  }
}

/**
 * Whether the process is the server of this cluster and not somebody who got
 * its number later. The folder may have moved since it started.
 */
async function isServerOf(pid: number, clusterDir: string): Promise<boolean> {
  if (process.platform !== "linux") return (await readCommandLine(pid)).includes(clusterDir);
  const args = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0");
  if (basename(args[0] ?? "") !== "postgres") return false;
  const dir = args[args.indexOf("-D") + 1] ?? "";
  return dir === clusterDir || !existsSync(dir);
}

async function readCommandLine(pid: number): Promise<string> {
  const result = await promisify(execFile)("ps", ["-ww", "-o", "args=", "-p", String(pid)]).catch(
    () => ({ stdout: "" }),
  );
  return result.stdout;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
