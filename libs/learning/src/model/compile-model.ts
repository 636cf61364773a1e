import { AppError, issuesFromZod, type ModelFile } from "@rookery/contracts";
import { featureWidth } from "../features/encode-rows.ts";
import { type Compiled, compileState } from "../trainers/compiled.ts";
import { getTrainer } from "../trainers/trainers.ts";

/** The model, ready to predict. Throws `artifact-corrupt` when the estimator does not fit the rest. */
export function compileModel(model: ModelFile): Compiled {
  const trainer = findTrainer(model);
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

function findTrainer({ trainer: { name }, task }: ModelFile) {
  let cause: unknown;
  try {
    const trainer = getTrainer(name);
    if (trainer.task === task) return trainer;
  } catch (error) {
    cause = error;
  }
  throw new AppError("artifact-corrupt", `No ${task} trainer here knows ${name} models.`, {
    hint: "A trainer of your own is known where ROOKERY_TRAINERS names its module.",
    cause,
  });
}
