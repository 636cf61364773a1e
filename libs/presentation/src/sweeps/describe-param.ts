import type { ParamSpace, When } from "@rookery/contracts";
import { formatParam } from "../format/numbers.ts";

/** A parameter of a search space: `learningRate 0.001…0.1 log ×5`, `depth 2…16 step 2 when trainer=random-forest`. */
export function describeParam(name: string, space: ParamSpace): string {
  if (typeof space !== "object") return `${name}=${formatParam(space)}`;
  const when = space.when ? ` when ${describeWhen(space.when)}` : "";
  return `${name}${describeValues(space)}${when}`;
}

function describeValues(space: Exclude<ParamSpace, string | number | boolean>): string {
  if ("values" in space) return ` {${space.values.map(formatParam).join(" ")}}`;
  if ("value" in space) return `=${formatParam(space.value)}`;
  if (space.type === "bool") return " {false true}";
  const { min, max, scale, step, count } = space;
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
