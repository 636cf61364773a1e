import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { splitLines } from "./split-lines.ts";

/** How long a program that was told to stop may take to tidy up. */
const graceMs = 5_000;
/** How long to wait for output that something outside of the program's group keeps open. */
const drainMs = 1_000;

/**
 * The shell is the program's parent. Its input is a pipe from this process: when
 * this process dies, however suddenly, the pipe ends and the shell kills the whole
 * group. Told to stop, it waits for the program. `$1` limits the memory, in KiB.
 */
const guard = `
exec 3<&0
trap : TERM
[ -z "$1" ] || ulimit -d "$1"
shift
{ read -r _ <&3; kill -KILL 0; } &
watcher=$!
"$@" </dev/null 3<&-
code=$?
kill -KILL $watcher 2>/dev/null
exit $code`;

export interface ProgramOptions {
  command: readonly string[];
  cwd: string;
  /** All that the program finds in its environment. */
  env: Record<string, string>;
  memoryMb?: number | undefined;
  /** Tells the program to stop: SIGTERM, and SIGKILL after the grace period. */
  signal: AbortSignal;
  /** Default 5 s. */
  graceMs?: number;
  onLine(stream: "stdout" | "stderr", line: string): void;
}

/**
 * Runs a program in a process group of its own and answers its exit code (as a
 * shell sees it: 128 and more for a signal) once no process of that group is left.
 */
export async function runProgram(options: ProgramOptions): Promise<number> {
  const { command, cwd, env, memoryMb, signal, onLine } = options;
  const limit = memoryMb === undefined ? "" : String(memoryMb * 1024);
  const shell = spawn("/bin/sh", ["-c", guard, "rookery-run", limit, ...command], {
    cwd,
    env,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  // The program may be gone before its input is closed.
  shell.stdin.on("error", () => {});
  const ends = (["stdout", "stderr"] as const).map((name) => {
    const lines = splitLines((line) => onLine(name, line));
    shell[name].on("data", lines.write);
    return lines.end;
  });

  const closed = once(shell, "close");
  closed.catch(() => {});
  const stopping = new AbortController();
  const stop = () => void stopGently(shell, options.graceMs ?? graceMs, stopping.signal);
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    const [code, killedBy] = await once(shell, "exit");
    signalGroup(shell, "SIGKILL");
    await Promise.race([closed, delay(drainMs, undefined, { signal: stopping.signal })]);
    for (const end of ends) end();
    return killedBy === null ? code : 137;
  } finally {
    signal.removeEventListener("abort", stop);
    stopping.abort();
    shell.stdout.destroy();
    shell.stderr.destroy();
  }
}

async function stopGently(shell: ChildProcess, waitMs: number, ended: AbortSignal): Promise<void> {
  signalGroup(shell, "SIGTERM");
  const isOver = await delay(waitMs, false, { signal: ended }).catch(() => true);
  if (!isOver) signalGroup(shell, "SIGKILL");
}

/** A group that is gone is no error. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
