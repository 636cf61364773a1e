import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

const projectDir = join(import.meta.dirname, "../../..");
/** How long a process may take to say something that is waited for. */
const patienceMs = 120_000;
const shownChars = 20_000;

export interface ProcessOptions {
  /** What failures call it. */
  name: string;
  /** A file below the project and its arguments, run by this Node. */
  args: string[];
  env?: Record<string, string>;
  /** Runs it in a pseudo-terminal, by util-linux' `script`. */
  terminal?: boolean;
}

/** A Rookery process as a user starts it: nothing of our environment but what is needed to run. */
export class RookeryProcess {
  stdout = "";
  stderr = "";
  /** Its exit code, once its output has been read to the end; a signal's name when one killed it. */
  readonly exited: Promise<number | NodeJS.Signals | null>;
  readonly #name: string;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;

  constructor({ name, args, env = {}, terminal = false }: ProcessOptions) {
    this.#name = name;
    const node = [process.execPath, ...args];
    const [program = "", ...rest] = terminal ? inTerminal(node) : node;
    this.#child = spawn(program, rest, {
      cwd: projectDir,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, ...env },
      // Ctrl-C is for the test runner, which ends its processes itself.
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#child.stdout.setEncoding("utf8").on("data", (text) => {
      this.stdout += text;
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text) => {
      this.stderr += text;
    });
    this.exited = once(this.#child, "close").then(([code, signal]) => signal ?? code);
  }

  get pid(): number {
    return this.#child.pid ?? Number.NaN;
  }

  /** What it wrote so far, for a person who looks into a failure. */
  get said(): string {
    const tail = (text: string) => text.slice(-shownChars);
    return `── ${this.#name} (process ${this.pid})\n${tail(this.stdout)}${tail(this.stderr)}`;
  }

  /** The first match on its standard output; fails when the process ends or stays silent instead. */
  async saysMatch(pattern: RegExp): Promise<RegExpExecArray> {
    return await this.#awaitMatch("stdout", pattern);
  }

  /** The same on its standard error. */
  async warnsMatch(pattern: RegExp): Promise<RegExpExecArray> {
    return await this.#awaitMatch("stderr", pattern);
  }

  async #awaitMatch(stream: "stdout" | "stderr", pattern: RegExp): Promise<RegExpExecArray> {
    const patience = AbortSignal.timeout(patienceMs);
    const ended = this.exited.then(() => "ended" as const);
    for (;;) {
      const match = pattern.exec(this[stream]);
      if (match) return match;
      const next = await Promise.race([
        once(this.#child[stream], "data", { signal: patience }).catch(() => "silent" as const),
        ended,
      ]);
      if (next === "silent" || (next === "ended" && !pattern.test(this[stream]))) {
        throw new Error(`Waiting for ${pattern}, but it ${next}:\n${this.said}`);
      }
    }
  }

  /** The first log line with this message. */
  async logs(message: string): Promise<Record<string, unknown>> {
    const [line] = await this.saysMatch(new RegExp(`^.*"msg":"${message}".*$`, "m"));
    return JSON.parse(line);
  }

  type(text: string): void {
    this.#child.stdin.write(text);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Asks it to stop and answers how it ended. */
  async stop(): Promise<number | NodeJS.Signals | null> {
    this.kill("SIGTERM");
    return await this.exited;
  }

  /** For cleaning up: stops it if it still runs; one that does not close as it should is an error. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const code = await this.stop();
    if (code !== 0) throw new Error(`It ended with ${code} when told to stop:\n${this.said}`);
  }
}

function inTerminal(command: string[]): string[] {
  const quoted = command.map((word) => `'${word}'`).join(" ");
  return ["script", "-qefc", `stty cols 120 rows 40; exec ${quoted}`, "/dev/null"];
}
