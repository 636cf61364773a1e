import {
  AppError,
  type ErrorIssue,
  listConditions,
  orderByConditions,
  type ParamSpace,
  type Params,
  type ParamValue,
  type SearchSpace,
  type SweepSpec,
  trainerParam,
} from "@rookery/contracts";
import { completeParams, type KnownTrainer, type Trainers } from "@rookery/learning";
import { getSampler } from "@rookery/search";

/** Combinations tried for what no single value shows. */
const triedCombinations = 100;
const maxIssues = 20;

/**
 * Throws `sweep-invalid` when a trainer would refuse a value that the sweep may
 * give it, with fields such as `space.l2.max`, so that no run fails on its
 * parameters. Of a range the ends are tried, because trainers accept intervals;
 * then some combinations, for what depends on several parameters.
 */
export function requireSpace(spec: SweepSpec, known: Trainers): void {
  const trainers = spec.trainers.map((name) => known.find(name));
  const issues = trainers.flatMap((trainer) => refusals(spec.space, trainer));
  if (issues.length > 0) {
    const names = trainers.map(({ name }) => name).join(" and ");
    throw new AppError("sweep-invalid", `${names} cannot take every value of the space.`, {
      issues: issues.slice(0, maxIssues),
      hint: trainers
        .map(
          ({ name, parameters }) => `${name} takes: ${Object.keys(parameters.shape).join(", ")}.`,
        )
        .join(" "),
    });
  }
  for (const params of tryCombinations(spec)) completeParams(known, spec.trainers, params);
}

function refusals(space: SearchSpace, trainer: KnownTrainer): ErrorIssue[] {
  const issues: ErrorIssue[] = [];
  const given = listGivenTo(trainer.name, space);
  for (const [name, paramSpace] of Object.entries(space)) {
    if (name === trainerParam || !given.has(name)) continue;
    const schema = Object.hasOwn(trainer.parameters.shape, name)
      ? trainer.parameters.shape[name]
      : undefined;
    if (!schema) {
      issues.push({ field: `space.${name}`, message: `${trainer.name} has no such parameter` });
      continue;
    }
    for (const [path, value] of listEnds(paramSpace)) {
      const parsed = schema.safeParse(value);
      const message = parsed.error?.issues[0]?.message;
      if (message !== undefined) issues.push({ field: `space.${name}${path}`, message, value });
    }
  }
  return issues;
}

/** The parameters that no condition, their own or of those they depend on, keeps from a trainer. */
export function listGivenTo(trainer: string, space: SearchSpace): Set<string> {
  const given = new Set<string>();
  for (const name of orderByConditions(space)) {
    const isGiven = listConditions(space[name] as ParamSpace).every(([parent, values]) =>
      parent === trainerParam ? values.includes(trainer) : given.has(parent),
    );
    if (isGiven) given.add(name);
  }
  return given;
}

/** The values of a parameter that decide whether all of them will do. */
export function listEnds(space: ParamSpace): [path: string, value: ParamValue][] {
  if (typeof space !== "object") return [["", space]];
  if ("values" in space) return space.values.map((value, index) => [`.values[${index}]`, value]);
  if ("value" in space) return [[".value", space.value]];
  if (space.type === "bool") {
    return [
      ["", false],
      ["", true],
    ];
  }
  return [
    [".min", space.min],
    [".max", space.max],
  ];
}

function* tryCombinations({ space, constraints, seed }: SweepSpec): Generator<Params> {
  const sampler = getSampler("random");
  for (let number = 0; number < triedCombinations; number += 1) {
    const params = sampler.suggest({
      ...{ space, constraints, seed, number },
      history: [],
      options: { name: "random" },
    });
    if (params) yield params;
  }
}
