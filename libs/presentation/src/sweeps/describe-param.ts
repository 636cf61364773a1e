import { matchSpace, type ParamSpace, type Range, type When } from "@rookery/contracts";
import { formatParam } from "../format/numbers.ts";

/** A parameter of a search space: `learningRate 0.001…0.1 log ×5`, `depth 2…16 step 2 when trainer=random-forest`. */
export function describeParam(name: string, space: ParamSpace): string {
  const when = typeof space === "object" && space.when ? ` when ${describeWhen(space.when)}` : "";
  return `${name}${describeValues(space)}${when}`;
}

function describeValues(space: ParamSpace): string {
  return matchSpace(space, {
    value: (value) => `=${formatParam(value)}`,
    fixed: ({ value }) => `=${formatParam(value)}`,
    choices: ({ values }) => ` {${values.map(formatParam).join(" ")}}`,
    booleans: () => " {false true}",
    range: describeRange,
  });
}

function describeRange({ min, max, scale, step, count }: Range): string {
  return [
    ` ${min}…${max}`,
    ...(scale === "log" ? ["log"] : []),
    ...(step === undefined ? [] : [`step ${step}`]),
    ...(count === undefined ? [] : [`×${count}`]),
  ].join(" ");
}

function describeWhen(when: When): string {
  return Object.entries(when)
    .map(([name, value]) => `${name}=${[value].flat().map(formatParam).join("|")}`)
    .join(" and ");
}
