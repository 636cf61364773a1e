import { join } from "node:path";

/**
 * The private directory of one execution of a program:
 *
 *   params.json   the run's parameters
 *   spec.json     what is to be learnt, and how it is judged
 *   data.csv      the training rows, with their folds
 *   output/       what the program leaves behind
 */
export interface ProgramFiles {
  params: string;
  spec: string;
  data: string;
  output: string;
  predictions: string;
  model: string;
}

/** Read by Rookery; everything else in the output directory is only kept. */
export const predictionsName = "predictions.csv";
export const modelName = "model.json";

/** Columns of data.csv beside those of the table. */
export const rowColumn = "rookery_row";
export const foldColumn = "rookery_fold";

export function programFiles(directory: string): ProgramFiles {
  const output = join(directory, "output");
  return {
    params: join(directory, "params.json"),
    spec: join(directory, "spec.json"),
    data: join(directory, "data.csv"),
    output,
    predictions: join(output, predictionsName),
    model: join(output, modelName),
  };
}
