import type { MessagePort } from "node:worker_threads";
import type { PrunerSpec, SweepSpec } from "@rookery/contracts";
import type { Progress } from "@rookery/learning";

/*
 * How a run's progress travels from its thread to whoever listens. Trainers may
 * be plain loops that never yield, so the thread cannot await an answer: where
 * the pruner decides, it sleeps on `answers` until one is there.
 */

/** What a training thread, or a program, tells; steps ascend. */
export interface ProgressReport extends Progress {
  /** Set where the pruner decides: how the run stands; larger is better. */
  question: { score: number; bestScore: number } | null;
}

/** Hears of progress; of a question it says whether the run shall stop. */
export type ProgressListener = (progress: ProgressReport) => Promise<boolean> | undefined;

/** What of the sweep decides when to ask. */
export interface ProgressRules {
  objective: SweepSpec["objective"];
  pruner: PrunerSpec;
}

/** The thread's end of the line. */
export interface ProgressLine extends ProgressRules {
  port: MessagePort;
  /** One Int32: the number of the question answered last, doubled, plus 1 for "stop". */
  answers: SharedArrayBuffer;
}

/** A message on the port. */
export interface ProgressMessage extends ProgressReport {
  /** Number of the question, from 1. */
  turn: number;
}
