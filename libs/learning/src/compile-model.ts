import { AppError, issuesFromZod, type ModelFile } from "@rookery/contracts";
import { featureWidth } from "./features.ts";
import type { Classifier } from "./trainer.ts";
import { getTrainer } from "./trainers.ts";

/** The model's classifier. Throws `artifact-corrupt` when the estimator does not fit the rest. */
export function compileModel(model: ModelFile): Classifier {
  const trainer = findTrainer(model);
  const state = trainer.state.safeParse(model.estimator);
  if (!state.success) {
    throw new AppError("artifact-corrupt", "The model's estimator does not fit its schema.", {
      issues: issuesFromZod(state.error, { prefix: ["estimator"] }),
    });
  }
  const shape = { columns: featureWidth(model.features), classCount: model.classes.length };
  try {
    return trainer.compile(state.data, shape);
  } catch (cause) {
    throw new AppError("artifact-corrupt", "The model's estimator does not fit its features.", {
      cause,
    });
  }
}

function findTrainer(model: ModelFile) {
  try {
    return getTrainer(model.trainer.name);
  } catch (cause) {
    throw new AppError("artifact-corrupt", `No trainer here knows ${model.trainer.name} models.`, {
      cause,
    });
  }
}
