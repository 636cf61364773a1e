import type { ColumnKind } from "@rookery/contracts";
import { shown } from "./dataset-invalid.ts";

/** Cells that say nothing, once trimmed. Case matters: "none" may be an answer, "None" is Python's. */
export const missingTokens: readonly string[] = [
  "",
  "NA",
  "N/A",
  "NaN",
  "nan",
  "null",
  "NULL",
  "None",
  "?",
  ".",
];
const missing = new Set(missingTokens);

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const boolean = /^(?:true|false)$/i;

/** What one pass over a column's raw cells has shown. */
export interface ColumnProfile {
  readonly missingTokens: ReadonlyMap<string, number>;
  /** Whether some cell had white space around its value. */
  readonly padded: boolean;
  /** Takes the next raw cell; false when it holds no value. */
  observe(cell: string, line: number): boolean;
  /** The kind and the evidence for it. */
  judge(): { kind: ColumnKind; why: string };
}

export function profileColumn(): ColumnProfile {
  const tokens = new Map<string, number>();
  let padded = false;
  let values = 0;
  let numbers = 0;
  let booleans = 0;
  let firstOther: { value: string; line: number } | undefined;

  return {
    missingTokens: tokens,
    get padded() {
      return padded;
    },
    observe(cell, line) {
      const value = cell.trim();
      if (value.length !== cell.length) padded = true;
      if (missing.has(value)) {
        tokens.set(value, (tokens.get(value) ?? 0) + 1);
        return false;
      }
      values++;
      if (isDecimal(value)) numbers++;
      else {
        if (boolean.test(value)) booleans++;
        firstOther ??= { value, line };
      }
      return true;
    },
    judge() {
      if (values === 0) return { kind: "category", why: "No row has a value" };
      if (numbers === values) {
        return { kind: "number", why: `All ${values} values are decimal numbers` };
      }
      if (booleans === values) {
        return { kind: "boolean", why: `All ${values} values are true or false` };
      }
      const { value, line } = firstOther as { value: string; line: number };
      const why = `${values - numbers} of ${values} values are not numbers, first ${shown(value)} on line ${line}`;
      return { kind: "category", why };
    },
  };
}

/** Strict decimal grammar, and a magnitude that a double can hold: PostgreSQL refuses others. */
function isDecimal(text: string): boolean {
  if (!decimal.test(text)) return false;
  const number = Number(text);
  return Number.isFinite(number) && (number !== 0 || !/^[^eE]*[1-9]/.test(text));
}
