import { ModelFile, type Params } from "@rookery/contracts";
import { fitEstimator } from "./fit-estimator.ts";
import { splitTestRows } from "./split-test-rows.ts";
import type { Table } from "./table.ts";
import type { FitInput } from "./trainer.ts";
import { getTrainer, parseParams } from "./trainers.ts";

export interface ModelInput {
  table: Table;
  target: string;
  features: readonly string[];
  trainer: string;
  params: Params;
  testFraction: number;
  /** 32 bits. */
  seed: number;
  /** Content hash of the dataset version; kept in the file. */
  datasetVersion: string;
  report?: FitInput<unknown>["report"];
  shouldStop?: () => boolean;
}

/** Fits one combination on all training rows. Throws as `evaluateRun` does. */
export async function fitModel(input: ModelInput): Promise<ModelFile> {
  const trainer = getTrainer(input.trainer);
  const params = parseParams(trainer, input.params);
  const { training, target } = splitTestRows(input);
  const { features, state } = await fitEstimator({
    ...input,
    target,
    trainer,
    params,
    rows: training,
  });

  return ModelFile.parse({
    format: "rookery-model/1",
    task: trainer.task,
    trainer: { name: trainer.name, params },
    datasetVersion: input.datasetVersion,
    target: target.name,
    classes: target.classes,
    features,
    estimator: state,
    seed: input.seed,
    split: { seed: input.seed, testFraction: input.testFraction },
    trainingRowCount: training.length,
  });
}
