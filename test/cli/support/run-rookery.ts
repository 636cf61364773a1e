import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";

const projectDir = join(import.meta.dirname, "../../..");
export const rookery = join(projectDir, "apps/cli/bin/rookery.js");
export const penguinsFile = join(projectDir, "data/penguins_size.csv");

export interface RunOptions {
  env?: Record<string, string>;
  input?: string | Buffer;
  cwd?: string;
}

export interface Ran {
  code: number | NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Runs one command to its end, with pipes for its input and output. */
export function runRookery(args: string[], options: RunOptions = {}): Promise<Ran> {
  return runProgram(process.execPath, [rookery, ...args], options);
}

/** The same by a shell: `rookery` is the command. */
export function runShell(script: string, options: RunOptions = {}): Promise<Ran> {
  const command = `rookery() { '${process.execPath}' '${rookery}' "$@"; }\n${script}`;
  return runProgram("bash", ["-c", command], options);
}

async function runProgram(
  program: string,
  args: string[],
  { env = {}, input = "", cwd = projectDir }: RunOptions,
): Promise<Ran> {
  const child = spawn(program, args, {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  // A command may well end before it has read everything.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [stdout, stderr, [code, signal]] = await Promise.all([
    buffer(child.stdout),
    buffer(child.stderr),
    once(child, "close"),
  ]);
  return { code: signal ?? code, stdout: stdout.toString(), stderr: stderr.toString() };
}
