import type { TrainerList } from "@rookery/contracts";
import {
  emptyField,
  fromSpace,
  type ParamField,
  type ParamSchema,
  toSpace,
} from "./param-space.ts";

/** The form: texts as typed. Empty means: left to the server's default. */
export interface LaunchValues {
  dataset: string;
  datasetVersion: string;
  target: string;
  /** None: every other column. */
  features: string[];
  trainers: string[];
  params: Record<string, ParamField>;
  runs: string;
  sampler: Options;
  pruner: Options;
  metric: string;
  direction: string;
  validation: { kind: "k-fold" | "hold-out"; folds: string; fraction: string };
  testFraction: string;
  promotion: { rule: "always" | "better" | "never"; margin: string };
  model: string;
  alias: string;
  name: string;
  experiment: string;
  seed: string;
  /** What of the request the form has no field for: it is kept, and edited as YAML. */
  rest: Record<string, unknown>;
}

/** A sampler or pruner with its options. */
export interface Options {
  name: string;
  options: Record<string, string>;
}

export type Trainer = TrainerList["trainers"][number];
export type Request = Record<string, unknown>;

export const emptyValues: LaunchValues = {
  dataset: "",
  datasetVersion: "",
  target: "",
  features: [],
  trainers: ["logistic-regression"],
  params: {},
  runs: "",
  sampler: { name: "grid", options: {} },
  pruner: { name: "none", options: {} },
  metric: "",
  direction: "",
  validation: { kind: "k-fold", folds: "5", fraction: "0.2" },
  testFraction: "",
  promotion: { rule: "better", margin: "0" },
  model: "",
  alias: "",
  name: "",
  experiment: "",
  seed: "",
  rest: {},
};

function paramSchemas({ parameters }: Trainer): Record<string, ParamSchema> {
  return (parameters.properties ?? {}) as Record<string, ParamSchema>;
}

/** Every parameter of the chosen trainers, with the trainers that have it. */
export function listParamFields(chosen: readonly string[], trainers: readonly Trainer[]) {
  const fields = new Map<string, { schema: ParamSchema; trainers: string[] }>();
  for (const trainer of trainers.filter(({ name }) => chosen.includes(name))) {
    for (const [name, schema] of Object.entries(paramSchemas(trainer))) {
      const known = fields.get(name) ?? { schema, trainers: [] };
      known.trainers.push(trainer.name);
      fields.set(name, known);
    }
  }
  return fields;
}

/** The request that the form stands for; what is empty is left out. */
export function toRequest(values: LaunchValues, trainers: readonly Trainer[]): Request {
  const { validation, promotion, rest } = values;
  return dropUndefined({
    dataset: values.dataset,
    datasetVersion: number(values.datasetVersion),
    target: values.target,
    features: values.features.length > 0 ? values.features : undefined,
    trainer: values.trainers.length === 1 ? values.trainers[0] : values.trainers,
    space: makeSpace(values, trainers),
    runs: number(values.runs),
    sampler: withOptions(values.sampler),
    pruner: values.pruner.name === "none" ? undefined : withOptions(values.pruner),
    objective: values.metric
      ? dropUndefined({ metric: values.metric, direction: values.direction || undefined })
      : undefined,
    validation:
      validation.kind === "k-fold"
        ? dropUndefined({ kind: validation.kind, folds: number(validation.folds) })
        : dropUndefined({ kind: validation.kind, fraction: number(validation.fraction) }),
    testFraction: number(values.testFraction),
    promotion:
      promotion.rule === "better"
        ? dropUndefined({ rule: promotion.rule, margin: number(promotion.margin) })
        : { rule: promotion.rule },
    model: values.model || undefined,
    alias: values.alias || undefined,
    name: values.name || undefined,
    experiment: values.experiment || undefined,
    seed: number(values.seed),
    ...rest,
  });
}

function makeSpace(values: LaunchValues, trainers: readonly Trainer[]): Record<string, unknown> {
  const fields = listParamFields(values.trainers, trainers);
  const space: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(values.params)) {
    const known = fields.get(name);
    // Of a trainer that is not chosen any more; what the YAML alone says stays.
    if (known === undefined && field.mode !== "custom") continue;
    const part = toSpace(field, known?.schema);
    if (part === undefined) continue;
    const isShared = known === undefined || known.trainers.length === values.trainers.length;
    space[name] =
      isShared || field.mode === "custom"
        ? part
        : withWhen(part, { trainer: single(known.trainers) });
  }
  return space;
}

function withWhen(part: unknown, when: object) {
  return typeof part === "object" ? { ...part, when } : { value: part, when };
}

function single<T>(list: T[]): T | T[] {
  return list.length === 1 ? (list[0] as T) : list;
}

/** The form for a request, such as one that was typed as YAML; throws nothing: what fits no field goes to `rest`. */
export function fromRequest(request: Request, trainers: readonly Trainer[]): LaunchValues {
  const taken = { ...request };
  const take = (name: string) => {
    const value = taken[name];
    delete taken[name];
    return value;
  };
  const chosen = [take("trainer") ?? emptyValues.trainers].flat().map(String);
  const objective = record(take("objective"));
  const validation = record(take("validation"));
  const promotion = record(take("promotion"));
  const features = take("features");
  return {
    dataset: text(take("dataset")),
    datasetVersion: text(take("datasetVersion")),
    target: text(take("target")),
    features: Array.isArray(features) ? features.map(String) : [],
    trainers: chosen,
    params: readParams(record(take("space")), chosen, trainers),
    runs: text(take("runs")),
    sampler: readOptions(take("sampler"), emptyValues.sampler),
    pruner: readOptions(take("pruner"), emptyValues.pruner),
    metric: text(objective.metric),
    direction: text(objective.direction),
    validation: {
      kind: validation.kind === "hold-out" ? "hold-out" : "k-fold",
      folds: text(validation.folds ?? 5),
      fraction: text(validation.fraction ?? 0.2),
    },
    testFraction: text(take("testFraction")),
    promotion: {
      rule: promotion.rule === "always" || promotion.rule === "never" ? promotion.rule : "better",
      margin: text(promotion.margin ?? 0),
    },
    model: text(take("model")),
    alias: text(take("alias")),
    name: text(take("name")),
    experiment: text(take("experiment")),
    seed: text(take("seed")),
    rest: taken,
  };
}

function readParams(
  space: Record<string, unknown>,
  chosen: readonly string[],
  trainers: readonly Trainer[],
): Record<string, ParamField> {
  const fields = listParamFields(chosen, trainers);
  const params: Record<string, ParamField> = {};
  for (const [name, { schema }] of fields) params[name] = emptyField(schema);
  for (const [name, part] of Object.entries(space)) {
    const known = fields.get(name);
    const own = JSON.stringify({ trainer: single(known?.trainers ?? []) });
    params[name] = known
      ? fromSpace(part, known.schema, (when) => JSON.stringify(when) === own)
      : { ...emptyField(), mode: "custom", custom: part };
  }
  return params;
}

function withOptions({ name, options }: Options) {
  const given = Object.entries(options).filter(([, value]) => value.trim() !== "");
  return { name, ...Object.fromEntries(given.map(([key, value]) => [key, number(value)])) };
}

function readOptions(value: unknown, fallback: Options): Options {
  const { name, ...options } = record(value);
  if (typeof name !== "string") return fallback;
  return {
    name,
    options: Object.fromEntries(Object.entries(options).map(([key, one]) => [key, text(one)])),
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function text(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}

/** Undefined when empty; text that is no number stays text, for the server to name the trouble. */
function number(value: string): number | string | undefined {
  if (value.trim() === "") return undefined;
  const read = Number(value);
  return Number.isNaN(read) ? value : read;
}

function dropUndefined(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
