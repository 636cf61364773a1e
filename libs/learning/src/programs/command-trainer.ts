import type { Task } from "@rookery/contracts";
import type { z } from "zod";
import type { Trainer } from "../trainers/trainer.ts";

/**
 * A trainer whose work an executable does, once per run. What it is given and
 * what it gives back stands in docs/own-trainer.md.
 */
export interface CommandTrainer {
  readonly name: string;
  /** One sentence for people who choose a trainer. */
  readonly description: string;
  readonly task: Task;
  /** Strict, every parameter with a default, a range and a description. */
  readonly parameters: z.ZodObject;
  /** The executable and its arguments; no shell reads them. */
  readonly command: readonly [string, ...string[]];
  /** Where it runs. Default: the folder of the module that defines the trainer. */
  readonly cwd?: string;
  /** What it finds in its environment beside PATH, HOME, LANG, TMPDIR and the ROOKERY_ variables. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export type KnownTrainer = Trainer | CommandTrainer;

export function isCommandTrainer(trainer: KnownTrainer): trainer is CommandTrainer {
  return "command" in trainer;
}
