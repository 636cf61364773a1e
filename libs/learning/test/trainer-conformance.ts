import { describe, test } from "vitest";
import { type TrainerPromise, trainerChecks } from "../src/trainers/checks/trainer-checks.ts";
import type { Trainer } from "../src/trainers/trainer.ts";

/** What every trainer promises. */
export function describeTrainer(trainer: Trainer, promise: TrainerPromise): void {
  describe(`trainer ${trainer.name}`, () => {
    for (const { title, check } of trainerChecks(trainer, promise)) test(title, check);
  });
}
