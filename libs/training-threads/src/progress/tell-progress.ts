import type { OnProgress } from "@rookery/learning";
import { createExaminer } from "./create-examiner.ts";
import type { ProgressLine, ProgressMessage } from "./progress.ts";

/** How long a thread waits for an answer before it goes on without one. */
const answerMs = 10_000;

/** The thread's end: passes progress on, and waits where the pruner decides. */
export function tellProgress({
  port,
  answers,
  objective,
  pruner: options,
}: ProgressLine): OnProgress {
  const examine = createExaminer({ objective, pruner: options });
  const answered = new Int32Array(answers);
  let turn = 0;

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
