import type { ColumnDecision, DateFormat, NumberFormat } from "@rookery/contracts";
import { dateReadings, numberReadings, readings } from "@rookery/tabular";
import { inferKind, wholeNumber } from "./infer-kind.ts";
import type { ReadingTally } from "./tally-readings.ts";

/** What a column of categories would be but for a few of its values. */
export type NearKind = Omit<ColumnDecision, "rule"> & { isPartial: boolean };

export interface NearKindInput {
  tally: ReadingTally;
  values: number;
  fileMark: "point" | "comma" | undefined;
}

/** Of the values; below it, what does not fit is no stray. */
const nearly = 0.75;

/**
 * The number or date format that nearly every value of a column has, with the
 * values that have it not. Undefined when there is none, when it would not be
 * certain, and when those values are codes of digits, which are no numbers for
 * reasons of their own.
 */
export function findNearKind({ tally, values, fileMark }: NearKindInput): NearKind | undefined {
  for (const group of [numberReadings, dateReadings]) {
    const bits = Object.values(readings).filter((bit) => (bit & group) !== 0);
    const most = Math.max(...bits.map((bit) => tally.count(bit)));
    if (most === 0 || most === values || most < nearly * values) continue;
    const possible = bits.reduce((all, bit) => (tally.count(bit) === most ? all | bit : all), 0);
    const { kind, format } = inferKind({
      values: most,
      numbers: most,
      possible,
      isText: false,
      firstOther: undefined,
      fileMark,
    });
    if ((kind !== "number" && kind !== "date") || format === null) continue;
    const bit = readings[format as NumberFormat | DateFormat];
    const others = tally.findOthers(bit);
    if (kind === "number" && others.values.some(({ value }) => wholeNumber.test(value))) continue;
    return {
      kind,
      format,
      fitting: most,
      others: others.cells,
      values: others.values,
      isPartial: others.isPartial,
    };
  }
  return undefined;
}
