import { AppError } from "@rookery/contracts";
import { isCommandTrainer, type KnownTrainer } from "../programs/command-trainer.ts";
import { builtInTrainers } from "./built-in.ts";
import type { Trainer } from "./trainer.ts";

/** The trainers that a process, or a thread, knows. */
export interface Trainers {
  /** The built-in ones, then people's own. */
  list(): readonly KnownTrainer[];
  /** Throws `sweep-invalid` for a name nobody has. */
  find(name: string): KnownTrainer;
  /** One that fits within the process. Throws `sweep-invalid` for other names, those of programs among them. */
  findFitting(name: string): Trainer;
}

/** The built-in trainers and, beside them, people's own, whose names are not taken. */
export function createTrainers(own: readonly KnownTrainer[] = []): Trainers {
  const trainers: readonly KnownTrainer[] = [...builtInTrainers, ...own];
  const byName = new Map(trainers.map((trainer) => [trainer.name, trainer]));

  function find(name: string): KnownTrainer {
    const trainer = byName.get(name);
    if (trainer) return trainer;
    throw new AppError("sweep-invalid", `There is no trainer named ${name}.`, {
      issues: [
        {
          field: "trainer",
          message: `Must be one of: ${[...byName.keys()].join(", ")}`,
          value: name,
        },
      ],
    });
  }

  return {
    list: () => trainers,
    find,
    findFitting(name) {
      const trainer = find(name);
      if (!isCommandTrainer(trainer)) return trainer;
      throw new AppError("sweep-invalid", `The trainer ${name} is a program of its own.`, {
        issues: [{ field: "trainer", message: "It runs as a command", value: name }],
      });
    },
  };
}
