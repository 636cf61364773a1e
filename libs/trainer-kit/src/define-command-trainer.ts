import type { CommandTrainer } from "@rookery/learning";

/**
 * A trainer in any language: an executable that runs once per run. What it
 * finds and what it leaves behind stands in docs/own-trainer.md.
 */
export function defineCommandTrainer(trainer: CommandTrainer): CommandTrainer {
  return trainer;
}
