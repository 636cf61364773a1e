import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Cleanup } from "./cleanup.ts";

export interface SpawnServiceOptions {
  program: string;
  args: string[];
  env?: Record<string, string>;
  /** Becomes true once the service takes requests. */
  isReady: () => Promise<boolean>;
  cleanup: Cleanup;
}

const readyTimeoutMs = 120_000;
const pollMs = 20;

/** Starts a server process and waits until it is ready; the cleanup stops it. */
export async function spawnService(options: SpawnServiceOptions): Promise<void> {
  const { program, args, env, isReady, cleanup } = options;
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    // Ctrl-C in the terminal is for the test runner, which stops its services last.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  await once(child, "spawn");

  const stopWithUs = () => child.kill("SIGTERM");
  process.once("exit", stopWithUs);
  cleanup.add(async () => {
    process.off("exit", stopWithUs);
    child.kill("SIGTERM");
    if (!hasExited(child)) await once(child, "exit");
  });

  const deadline = Date.now() + readyTimeoutMs;
  while (!(await isReady())) {
    if (hasExited(child)) throw new Error(`${program} ended at once:\n${output}`);
    if (Date.now() > deadline) throw new Error(`${program} does not become ready:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
