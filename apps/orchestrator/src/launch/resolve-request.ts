import {
  type DatasetVersion,
  defaultMetric,
  isMetric,
  knownMetrics,
  metricsOf,
  type SearchSpace,
  type SweepRequest,
  SweepSpec,
  type Task,
  trainerParam,
} from "@rookery/contracts";
import type { KnownTrainer, Trainers } from "@rookery/learning";
import type { z } from "zod";
import { invalid } from "./invalid.ts";

/** A request with names resolved and defaults filled in, and what its trainers do. */
export function resolveRequest(
  request: z.output<typeof SweepRequest>,
  dataset: DatasetVersion,
  known: Trainers,
): { spec: SweepSpec; trainers: KnownTrainer[]; task: Task } {
  const { trainer, tags: _tags, description: _description, ...rest } = request;
  const trainers = resolveTrainers(known, trainer);
  const names = trainers.map(({ name }) => name);
  const { task } = trainers[0] as KnownTrainer;
  const spec = SweepSpec.parse({
    ...rest,
    trainers: names,
    space: resolveSpace(request.space, names),
    datasetVersion: dataset.version,
    features: resolveFeatures(request, dataset),
    objective: resolveObjective(task, request.objective),
    model: request.model ?? request.dataset,
    name: request.name ?? `${request.dataset} ${names.join(", ")}`.slice(0, 200),
  });
  requireJudge(spec);
  return { spec, trainers, task };
}

/** Without test rows a champion cannot be measured again, so nothing would ever replace it. */
function requireJudge({ testFraction, promotion }: SweepSpec): void {
  if (testFraction > 0 || promotion.rule !== "better") return;
  throw invalid(
    "testFraction",
    testFraction,
    "The promotion rule `better` compares on test rows, and none are held out",
    "Hold out rows, such as 0.2 of them, or promote `always` or `never`.",
  );
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
function resolveTrainers(known: Trainers, names: string | string[]): KnownTrainer[] {
  if (typeof names === "string") return [known.find(names)];
  const trainers = names.map((name) => known.find(name));
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
function resolveSpace(space: SearchSpace, trainers: string[]): SearchSpace {
  if (trainers.length === 1) return space;
  if (!Object.hasOwn(space, trainerParam))
    return { [trainerParam]: { values: trainers }, ...space };
  throw invalid(
    `space.${trainerParam}`,
    space[trainerParam],
    "With several trainers the sweep itself adds this parameter",
    "Leave it out; `trainer` of the request says which trainers there are.",
  );
}

function resolveObjective(task: Task, objective: SweepRequest["objective"]) {
  const { metric, direction } = objective ?? { metric: defaultMetric[task] };
  if (!isMetric(metric) || knownMetrics[metric].task !== task) {
    const message = `There is no such metric of ${task}`;
    throw invalid("objective.metric", metric, message, `Metrics: ${metricsOf(task).join(", ")}.`);
  }
  return { metric, direction: direction ?? knownMetrics[metric].direction };
}
