import { setImmediate as nextTurn } from "node:timers/promises";
import {
  AppError,
  chooseTrainer,
  type DatasetVersion,
  defaultMetric,
  isMetric,
  knownMetrics,
  metricsOf,
  type Params,
  SamplerSpec,
  type SearchSpace,
  type SweepPlan,
  type SweepRequest,
  SweepSpec,
  type Task,
  trainerParam,
} from "@rookery/contracts";
import type { Database } from "@rookery/database";
import { getDatasetVersion, loadTable } from "@rookery/datasets";
import { getTrainer, parseParams, planSplits, type Trainer } from "@rookery/learning";
import { getSampler, paramsHash } from "@rookery/search";
import type { z } from "zod";
import { requireMemory } from "./require-memory.ts";

/** More runs than this are a mistake far more often than a wish. */
const maxRuns = 100_000;
const shownCombinations = 10;
/** Combinations checked before other requests get their turn: some 10 ms. */
const combinationsPerTurn = 500;

export interface PlannedSweep {
  spec: SweepSpec;
  datasetVersionId: number;
  combinations: Params[];
  summary: SweepPlan;
}

/**
 * Checks a request as far as it can be checked before training: names, columns,
 * every combination against the trainer's own schema, and the very splits the
 * runs will use. Fills in every default. Writes nothing.
 */
export async function planSweep(
  database: Database,
  request: z.output<typeof SweepRequest>,
): Promise<PlannedSweep> {
  const dataset = await getDatasetVersion({
    database,
    name: request.dataset,
    version: request.datasetVersion,
  });
  const datasetVersionId = dataset.id;
  const { trainer, ...rest } = request;
  const trainers = resolveTrainers(trainer);
  const { task } = trainers[0] as Trainer;
  const requested = SweepSpec.parse({
    ...rest,
    trainers: trainers.map(({ name }) => name),
    space: resolveSpace(request.space, trainers),
    datasetVersion: dataset.version,
    features: resolveFeatures(request, dataset),
    objective: resolveObjective(task, request.objective),
    model: request.model ?? request.dataset,
    name: request.name ?? `${request.dataset} ${trainers.map(({ name }) => name).join(", ")}`,
  });
  requireMemory(requested, dataset);
  requireJudge(requested);
  const combinations = await expandSpace(requested);
  const { maxFailures = defaultMaxFailures(combinations.length) } = request;
  const spec = { ...requested, maxFailures };
  const table = await loadTable({ database, datasetVersionId, columns: [spec.target] });
  planSplits({ table, task, ...spec });
  return {
    spec,
    datasetVersionId,
    combinations,
    summary: {
      runCount: combinations.length,
      combinationCount: getSampler(spec.sampler.name).count(spec.space),
      alreadyRun: 0,
      estimate: null,
      spec,
      firstCombinations: combinations.slice(0, shownCombinations),
    },
  };
}

/** Without held-out rows a champion cannot be measured again, so nothing would ever replace it. */
function requireJudge({ testFraction, promotion }: SweepSpec): void {
  if (testFraction > 0 || promotion.rule !== "better") return;
  throw invalid(
    "testFraction",
    testFraction,
    "The promotion rule `better` compares on held-out rows, and none are held out",
    "Hold out rows, such as 0.2 of them, or promote `always` or `never`.",
  );
}

/** Most sweeps that fail this often will go on failing. */
function defaultMaxFailures(runCount: number): number {
  return Math.max(10, Math.ceil(runCount / 2));
}

function resolveFeatures(
  { target, features }: z.output<typeof SweepRequest>,
  dataset: DatasetVersion,
): string[] {
  const columns = dataset.columns.map(({ name }) => name);
  const known = `The columns are: ${columns.join(", ")}.`;
  if (!columns.includes(target)) {
    throw invalid("target", target, "The dataset has no such column", known);
  }
  if (features === undefined) {
    const useful = dataset.columns.filter(({ name, distinct }) => name !== target && distinct > 0);
    if (useful.length > 0) return useful.map(({ name }) => name);
    throw invalid("features", [], "There is no column besides the target to learn from", known);
  }
  for (const [index, name] of features.entries()) {
    const field = `features[${index}]`;
    if (!columns.includes(name))
      throw invalid(field, name, "The dataset has no such column", known);
    if (name === target) throw invalid(field, name, "The target cannot be a feature");
    if (features.indexOf(name) < index) throw invalid(field, name, "This feature is listed twice");
  }
  return features;
}

/** The trainers of a sweep, of which none is named twice and all have one task. */
function resolveTrainers(names: string | string[]): Trainer[] {
  if (typeof names === "string") return [getTrainer(names)];
  const trainers = names.map((name) => getTrainer(name));
  for (const [index, { name, task }] of trainers.entries()) {
    const field = `trainer[${index}]`;
    if (names.indexOf(name) < index) throw invalid(field, name, "This trainer is listed twice");
    if (task !== trainers[0]?.task) {
      throw invalid(field, name, `It does ${task}, but ${names[0]} does ${trainers[0]?.task}`);
    }
  }
  return trainers;
}

/** With several trainers, which of them is the first parameter. */
function resolveSpace(space: SearchSpace, trainers: Trainer[]): SearchSpace {
  if (trainers.length === 1) return space;
  return { [trainerParam]: { values: trainers.map(({ name }) => name) }, ...space };
}

function resolveObjective(task: Task, objective: SweepRequest["objective"]) {
  const { metric, direction } = objective ?? { metric: defaultMetric[task] };
  if (!isMetric(metric) || knownMetrics[metric].task !== task) {
    const message = `There is no such metric of ${task}`;
    throw invalid("objective.metric", metric, message, `Metrics: ${metricsOf(task).join(", ")}.`);
  }
  return { metric, direction: direction ?? knownMetrics[metric].direction };
}

/**
 * Every combination once, with the trainer's defaults filled in. Many take
 * seconds, in which others want answers too.
 */
async function expandSpace({ trainers, sampler: samplerSpec, space, seed, runs }: SweepSpec) {
  const sampler = getSampler(samplerSpec.name);
  const count = sampler.count(space);
  if (count !== null && count > maxRuns) {
    throw invalid("space", count, `The space has ${count} combinations; ${maxRuns} are the most`);
  }
  const combinations = new Map<string, Params>();
  for (let number = 0; number < Math.min(count ?? 0, runs ?? maxRuns); number += 1) {
    if (number % combinationsPerTurn === combinationsPerTurn - 1) await nextTurn();
    const params = sampler.suggest({
      space,
      history: [],
      seed,
      number,
      options: SamplerSpec.parse(samplerSpec),
    });
    if (params === null) break;
    const complete = completeParams(trainers, params);
    combinations.set(paramsHash(complete), complete);
  }
  return [...combinations.values()];
}

/** The trainer's defaults filled in, its refusals thrown. */
function completeParams(trainers: string[], params: Params): Params {
  const { trainer, params: own } = chooseTrainer(trainers, params);
  const complete = parseParams(getTrainer(trainer), own);
  return trainers.length === 1 ? complete : { [trainerParam]: trainer, ...complete };
}

function invalid(field: string, value: unknown, message: string, hint?: string): AppError {
  return new AppError("sweep-invalid", `${field}: ${message}.`, {
    issues: [{ field, message, value }],
    ...(hint !== undefined && { hint }),
  });
}
