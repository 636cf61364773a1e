import { AppError, issuesFromZod, type ModelFile } from "@rookery/contracts";
import { featureWidth } from "../features/feature-width.ts";
import type { Trainers } from "../trainers/create-trainers.ts";
import { type Compiled, compileState, type Trainer } from "../trainers/trainer.ts";

/**
 * The model, ready to predict. Throws `artifact-corrupt` when none of the trainers
 * knows it, or the estimator does not fit the rest.
 */
export function compileModel(model: ModelFile, trainers: Trainers): Compiled {
  const trainer = requireTrainer(model, trainers);
  const state = trainer.state.safeParse(model.estimator);
  if (!state.success) {
    throw new AppError("artifact-corrupt", "The model's estimator does not fit its schema.", {
      issues: issuesFromZod(state.error, { prefix: ["estimator"] }),
    });
  }
  const classCount = model.task === "classification" ? model.classes.length : 0;
  try {
    return compileState(trainer, state.data, {
      columns: featureWidth(model.features),
      classCount,
    });
  } catch (cause) {
    throw new AppError("artifact-corrupt", "The model's estimator does not fit its features.", {
      cause,
    });
  }
}

function requireTrainer({ trainer: { name }, task }: ModelFile, trainers: Trainers): Trainer {
  let cause: unknown;
  try {
    const trainer = trainers.findFitting(name);
    if (trainer.task === task) return trainer;
  } catch (error) {
    cause = error;
  }
  throw new AppError("artifact-corrupt", `No ${task} trainer here knows ${name} models.`, {
    hint: "A trainer of your own is known where ROOKERY_TRAINERS names its module.",
    cause,
  });
}
