import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface FitRequest {
  /** The name of our trainer. */
  trainer: string;
  /** Row-major 64-bit floats. */
  features: string;
  /** 32-bit integers for classes, 64-bit floats for numbers. */
  targets: string;
  kind: "classes" | "numbers";
  rows: number;
  columns: number;
  /** How many fits to take the median of. */
  fits: number;
}

export interface FitAnswer {
  medianMs: number;
  /** Of logistic regression alone. Per class, or of the second of two: every column's weight, then the intercept. */
  weights: number[][];
}

export interface Sklearn {
  fit(request: FitRequest): Promise<FitAnswer>;
  close(): Promise<void>;
}

/** scikit-learn in a process of its own that fits on one thread, as a training thread does. */
export function startSklearn(python: string): Sklearn {
  const script = fileURLToPath(new URL("../../training/fit_sklearn.py", import.meta.url));
  const child = spawn(python, [script], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
  });
  // A process that does not start or ends early shows as a missing answer.
  const ended = once(child, "close").catch(() => undefined);
  child.stdin.on("error", () => undefined);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async fit(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`${python} ended without an answer: does it have scikit-learn?`);
      return JSON.parse(value) as FitAnswer;
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
