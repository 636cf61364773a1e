import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "@rookery/contracts";
import type { ServerUser } from "../cluster/server-user.ts";

const pollMs = 20;

export interface ProgramOptions {
  user: ServerUser | null;
  /** Open file that gets stdout and stderr. */
  log: number;
}

/**
 * Starts one of PostgreSQL's programs as the server's user, in a session of its
 * own: Ctrl-C in the terminal is for us alone, who stop the server last.
 */
export async function spawnProgram(
  program: string,
  args: string[],
  { user, log }: ProgramOptions,
): Promise<ChildProcess> {
  const options: SpawnOptions = {
    ...user,
    // PG* variables and the caller's locale must not reach the server.
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: "C" },
    // The caller's folder may be closed to the server's user.
    cwd: dirname(program),
    detached: true,
    stdio: ["ignore", log, log],
  };
  const child = spawn(program, args, options);
  try {
    await once(child, "spawn");
  } catch (error) {
    throw new AppError("unavailable", `${program} does not start`, { cause: error });
  }
  return child;
}

export function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

export async function waitForExit(child: ChildProcess): Promise<number | null> {
  if (!hasExited(child)) await once(child, "exit");
  return child.exitCode;
}

/** Polls `condition`; false when it did not become true in time. */
export async function waitUntil(
  condition: () => Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await delay(pollMs);
  }
  return true;
}
