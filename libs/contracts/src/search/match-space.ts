import type { Booleans, Choices, Fixed, ParamSpace, ParamValue, Range } from "./space.ts";

/** What to do with a parameter of each kind; a range is one of numbers. */
export interface SpaceCases<Result> {
  /** A bare value, the same for every run. */
  value(value: ParamValue): Result;
  fixed(space: Fixed): Result;
  choices(space: Choices): Result;
  booleans(space: Booleans): Result;
  range(space: Range): Result;
}

/**
 * Does what `cases` say for this parameter's kind. This is the one place that
 * tells kinds apart: a new one compiles neither here nor, once it is here, where
 * nobody has said what becomes of it.
 */
export function matchSpace<Result>(space: ParamSpace, cases: SpaceCases<Result>): Result {
  if (typeof space !== "object") return cases.value(space);
  if ("values" in space) return cases.choices(space);
  if ("value" in space) return cases.fixed(space);
  if ("min" in space) return cases.range(space);
  return cases.booleans(space);
}
