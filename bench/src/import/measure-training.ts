// A process of its own: loads a table and trains on it as a worker's thread does.
import type { Params, Validation } from "@rookery/contracts";
import { createDatabase } from "@rookery/database";
import { loadTable } from "@rookery/datasets";
import {
  createTrainers,
  encodeModel,
  estimateMemory,
  evaluateRun,
  fitModel,
  isNumberColumn,
  parseParams,
  type RunShape,
  type Table,
} from "@rookery/learning";
import { watchMemory } from "./peak-memory.ts";

export interface TrainingMeasurement {
  loadMs: number;
  /** Validation, and the model that the run keeps. */
  runMs: number;
  /** The most at any time, beyond what the process had before it loaded the table. */
  neededMb: number;
  /** The same as a launch would estimate it. */
  estimatedMb: number;
  modelMb: number;
  estimatedModelMb: number;
  /** Accuracy or R². */
  score: number;
}

export interface TrainingTask {
  url: string;
  datasetVersionId: number;
  trainer: string;
  params: Params;
  target: string;
  features: readonly string[];
  validation: Validation;
}

const bytesPerMb = 2 ** 20;
const testFraction = 0.2;
const task = JSON.parse(process.argv[2] as string) as TrainingTask;
const database = createDatabase({ url: task.url, applicationName: "rookery-bench" });
try {
  await database.pool.query("select 1");
  console.log(JSON.stringify(await measure(task)));
} finally {
  await database.close();
}

async function measure({ datasetVersionId, ...task }: TrainingTask): Promise<TrainingMeasurement> {
  const memory = watchMemory();
  const loadedAt = performance.now();
  const table = await loadTable({
    database,
    datasetVersionId,
    columns: [...task.features, task.target],
  });
  const startedAt = performance.now();
  const trainer = createTrainers().findFitting(task.trainer);
  const input = { ...task, trainer, table, testFraction, seed: 1 };
  const { metrics } = await evaluateRun(input);
  const model = encodeModel(await fitModel({ ...input, datasetVersion: "bench" }));
  const runMs = performance.now() - startedAt;
  const neededMb = memory.readMb() - memory.beforeMb;

  const shape = shapeOf(table, task, trainer.task === "classification");
  const estimate = estimateMemory(trainer, parseParams(trainer, task.params), shape);
  return {
    loadMs: startedAt - loadedAt,
    runMs,
    neededMb,
    estimatedMb: (estimate.tableBytes + estimate.runBytes) / bytesPerMb,
    modelMb: model.length / bytesPerMb,
    estimatedModelMb: estimate.modelCharacters / bytesPerMb,
    score: metrics.accuracy ?? metrics.r2 ?? Number.NaN,
  };
}

function shapeOf(
  { rowCount: rows, columns }: Table,
  { target, validation }: Pick<TrainingTask, "target" | "validation">,
  isClassification: boolean,
): RunShape {
  const features = columns.filter(({ name }) => name !== target);
  const widths = features.map((column) => (isNumberColumn(column) ? 1 : column.categories.length));
  return {
    rows,
    tableColumns: columns.length,
    columns: widths.reduce((sum, width) => sum + width, 0),
    numberColumns: features.filter(isNumberColumn).length,
    classCount: isClassification ? 2 : 0,
    testFraction,
    validation,
  };
}
