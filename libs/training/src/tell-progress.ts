import type { OnProgress } from "@rookery/learning";
import { getPruner } from "@rookery/search";
import type { Progress, ProgressLine, ProgressMessage } from "./progress.ts";

/** How long a thread waits for an answer before it goes on without one. */
const answerMs = 10_000;

/** The thread's end: passes progress on, and waits where the pruner decides. */
export function tellProgress({
  port,
  answers,
  objective,
  pruner: options,
}: ProgressLine): OnProgress {
  const pruner = getPruner(options.name);
  const sign = objective.direction === "minimize" ? -1 : 1;
  const answered = new Int32Array(answers);
  let previousStep = 0;
  let bestScore = Number.NEGATIVE_INFINITY;
  let turn = 0;

  function examine(step: number, values: Record<string, number>): Progress["question"] {
    const value = values[objective.metric];
    if (value === undefined) return null;
    const score = sign * value;
    if (score > bestScore) bestScore = score;
    const decides = pruner.decidesAt({ step, previousStep, options });
    previousStep = step;
    return decides ? { score, bestScore } : null;
  }

  /** False when no answer came in time. */
  function awaitStop(): boolean {
    const giveUpAt = performance.now() + answerMs;
    for (;;) {
      const answer = Atomics.load(answered, 0);
      if (answer >> 1 === turn) return (answer & 1) === 1;
      const leftMs = giveUpAt - performance.now();
      if (leftMs <= 0) return false;
      Atomics.wait(answered, 0, answer, leftMs);
    }
  }

  return ({ step, values }) => {
    const question = examine(step, values);
    if (question) turn += 1;
    port.postMessage({ step, values, question, turn } satisfies ProgressMessage);
    return question ? awaitStop() : false;
  };
}
