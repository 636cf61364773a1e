import {
  type DatasetVersion,
  listConditions,
  type Params,
  type ParamValue,
  type SweepSpec,
  trainerParam,
} from "@rookery/contracts";
import {
  estimateMemory,
  type KnownTrainer,
  maxCellCount,
  maxModelCharacters,
  type RunMemory,
  type RunShape,
} from "@rookery/learning";
import type { WorkerMemory } from "@rookery/tracking";
import { invalid } from "./invalid.ts";
import { listEnds, listGivenTo } from "./require-space.ts";

export interface MemoryInput {
  spec: Pick<
    SweepSpec,
    | "features"
    | "target"
    | "space"
    | "runMemoryMb"
    | "testFraction"
    | "validation"
    | "missingIndicator"
  >;
  dataset: Pick<DatasetVersion, "rows" | "columns">;
  trainers: readonly KnownTrainer[];
  /** Of the workers alive now. */
  workers: readonly WorkerMemory[];
}

/**
 * Throws `sweep-invalid`, with the estimate and the way out, when a run would
 * not fit into its own limit, into any worker beside the runs of its other
 * threads, or its model not into a file. The heaviest of the trainers and of
 * the ends of the space counts. What cannot be known is not refused: without
 * a limit, a sweep may wait for a worker that is large enough.
 */
export function requireMemory(input: MemoryInput): void {
  const shape = shapeOf(input);
  requireCells(input, shape);
  for (const trainer of input.trainers) {
    const memory = estimateHeaviest(trainer, input.spec, shape);
    requireModel(trainer, memory);
    requireLimit(trainer, memory, input);
    requireRoom(trainer, memory, input);
  }
}

function shapeOf({ spec, dataset, trainers }: MemoryInput): RunShape {
  const wanted = new Set(spec.features);
  const used = dataset.columns.filter(({ name }) => wanted.has(name));
  const isNumber = ({ kind }: (typeof used)[number]) => kind === "number" || kind === "date";
  const isTold = ({ missing }: (typeof used)[number]) =>
    spec.missingIndicator === "always" || (spec.missingIndicator === "seen" && missing > 0);
  const values = used.reduce((sum, column) => sum + (isNumber(column) ? 1 : column.distinct), 0);
  const target = dataset.columns.find(({ name }) => name === spec.target);
  return {
    rows: dataset.rows,
    tableColumns: used.length + 1,
    columns: values + used.filter(isTold).length,
    numberColumns: used.filter(isNumber).length,
    classCount: trainers[0]?.task === "classification" ? (target?.distinct ?? 0) : 0,
    testFraction: spec.testFraction,
    validation: spec.validation,
  };
}

function estimateHeaviest(
  trainer: KnownTrainer,
  { space }: MemoryInput["spec"],
  shape: RunShape,
): RunMemory {
  const given = listGivenTo(trainer.name, space);
  let params = (trainer.parameters.safeParse({}).data ?? {}) as Params;
  let heaviest = estimateMemory(trainer, params, shape);
  for (const [name, paramSpace] of Object.entries(space)) {
    if (!given.has(name) || !(name in params)) continue;
    const isAlwaysGiven = listConditions(paramSpace).every(([parent]) => parent === trainerParam);
    const values = listEnds(paramSpace).map(([, value]) => value);
    if (!isAlwaysGiven) values.push(params[name] as ParamValue);
    const tried = values.map((value) => {
      const changed = { ...params, [name]: value };
      return { params: changed, memory: estimateMemory(trainer, changed, shape) };
    });
    const most = tried.reduce((a, b) => (b.memory.runBytes > a.memory.runBytes ? b : a));
    params = most.params;
    heaviest = most.memory;
  }
  return heaviest;
}

function requireCells({ dataset, spec }: MemoryInput, { rows, columns }: RunShape): void {
  const cells = Math.ceil(rows * (1 - spec.testFraction)) * columns;
  if (cells <= maxCellCount) return;
  const wanted = new Set(spec.features);
  const [widest] = dataset.columns
    .filter(({ name, kind }) => wanted.has(name) && kind !== "number" && kind !== "date")
    .sort((a, b) => b.distinct - a.distinct);
  throw invalid(
    "features",
    widest?.name,
    `The features become ${columns} numbers in each of ${rows} rows; ${maxCellCount} numbers for training are the most`,
    widest
      ? `Leave out features: ${widest.name} alone becomes ${widest.distinct} numbers, one per word.`
      : "Leave out features, or import fewer rows.",
  );
}

function requireModel({ name }: KnownTrainer, { modelCharacters }: RunMemory): void {
  if (modelCharacters <= maxModelCharacters) return;
  throw invalid(
    "trainer",
    name,
    `A model file of ${name} may take ${toMb(modelCharacters)} MB; ${toMb(maxModelCharacters)} MB are the most`,
    `Take ${smaller}.`,
  );
}

function requireLimit(
  { name }: KnownTrainer,
  { runBytes }: RunMemory,
  { spec: { runMemoryMb }, dataset }: MemoryInput,
): void {
  const neededMb = toMb(runBytes);
  if (runMemoryMb === undefined || neededMb <= runMemoryMb) return;
  throw invalid(
    "runMemoryMb",
    runMemoryMb,
    `A run of ${name} may need ${neededMb} MB for ${dataset.rows} rows`,
    `Raise runMemoryMb, or take ${smaller}.`,
  );
}

function requireRoom(
  { name }: KnownTrainer,
  { tableBytes, runBytes }: RunMemory,
  { workers, dataset }: MemoryInput,
): void {
  const neededMb = ({ threads }: WorkerMemory) => toMb(tableBytes + threads * runBytes);
  if (workers.length === 0 || workers.some((worker) => neededMb(worker) <= worker.memoryMb)) return;
  const roomiest = workers.reduce((a, b) => (b.memoryMb > a.memoryMb ? b : a));
  throw invalid(
    "trainer",
    name,
    `A run of ${name} may need ${toMb(runBytes)} MB for ${dataset.rows} rows; a worker that trains ${roomiest.threads} at a time would need ${neededMb(roomiest)} MB, and the largest has ${roomiest.memoryMb} MB`,
    `Start a worker with fewer threads (ROOKERY_WORKER_THREADS) or more memory, or take ${smaller}.`,
  );
}

const smaller =
  "fewer rows or features (a column of words becomes one number per word), or parameters that keep models small, such as a smaller maxDepth or a larger minSamplesLeaf of trees";

const toMb = (bytes: number) => Math.ceil(bytes / 2 ** 20);
