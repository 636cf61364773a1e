import { ModelFile, type Params, type RareClasses } from "@rookery/contracts";
import type { FeatureOptions } from "../features/fit-features.ts";
import { splitTestRows } from "../tables/plan-splits.ts";
import type { Table } from "../tables/table.ts";
import { parseParams } from "../trainers/complete-params.ts";
import type { Trainer } from "../trainers/trainer.ts";
import { describeEnvironment } from "./environment.ts";
import { cancelled, fitEstimator, fitPipeline } from "./fit-estimator.ts";

export interface ModelInput extends FeatureOptions {
  table: Table;
  target: string;
  features: readonly string[];
  trainer: Trainer;
  params: Params;
  rareClasses?: RareClasses | undefined;
  testFraction: number;
  /** 32 bits. */
  seed: number;
  /** Content hash of the dataset version; kept in the file. */
  datasetVersion: string;
  shouldStop?: () => boolean;
}

/** Fits one combination on all training rows. Throws as `evaluateRun` does. */
export async function fitModel(input: ModelInput): Promise<ModelFile> {
  const { trainer } = input;
  const params = parseParams(trainer, input.params);
  const { training, target } = splitTestRows({ ...input, task: trainer.task });
  const features = fitPipeline({ ...input, target }, input.features, training);
  const fitted = await fitEstimator({
    ...input,
    features,
    target,
    params,
    rows: training,
  });
  if (!fitted) throw cancelled();

  return ModelFile.parse({
    format: "rookery-model/1",
    task: target.task,
    trainer: { name: trainer.name, params },
    datasetVersion: input.datasetVersion,
    target: target.name,
    ...(target.task === "classification" && { classes: target.classes }),
    features,
    estimator: fitted.state,
    seed: input.seed,
    split: { seed: input.seed, testFraction: input.testFraction },
    trainingRowCount: training.length,
    environment: describeEnvironment(trainer.libraries),
  });
}
