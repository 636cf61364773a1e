import type { ColumnKind, DateFormat, NumberFormat } from "@rookery/contracts";
import {
  commaReadings,
  dateReadings,
  numberReadings,
  pointReadings,
  readCell,
  readings,
  shown,
} from "@rookery/tabular";
import { datasetInvalid } from "../import/dataset-invalid.ts";
import { category, inferKind, type KindVerdict, wholeNumber, whyNoNumber } from "./infer-kind.ts";

/** What somebody who knows says about a column: the sender, or a file format with types. */
export interface DeclaredKind {
  kind: ColumnKind;
  format?: NumberFormat | DateFormat | undefined;
  why: string;
  /** Whether the sender says so. */
  isStated?: boolean;
}

export type NumberMarks = "point" | "any";

export interface InspectOptions {
  name: string;
  missing: ReadonlySet<string>;
  marks: NumberMarks;
  isText: boolean;
  declared: DeclaredKind | undefined;
  /** Whether the rows of cells that do not fit the declared kind are to be kept. */
  keepMisfits: boolean;
}

/** A cell that does not fit the kind declared for its column. */
export interface Misfit {
  line: number;
  value: string;
}

export interface Verdict extends KindVerdict {
  misfits: number;
  firstMisfits: readonly Misfit[];
  /** Numbers of the misfits' rows, when they were to be kept. */
  misfitRows: readonly number[];
}

/** What one pass over a column's raw cells shows. */
export interface ColumnInspector {
  readonly missingTokens: ReadonlyMap<string, number>;
  readonly nulls: number;
  /** Whether some cell had white space around its value. */
  readonly padded: boolean;
  /** Takes the next raw cell; false when it holds no value. */
  observe(cell: string | null, line: number, row: number): boolean;
  /** The decimal mark that the column proves, for columns that could have either. */
  provenMark(): "point" | "comma" | undefined;
  judge(fileMark: "point" | "comma" | undefined): Verdict;
}

/** A code such as a postcode: as a number it would lose its zeros. */
const zeroLedCode = /^0\d+$/;
const shownMisfits = 10;
const mostMisfits = 1_000_000;
const everything = Object.values(readings).reduce((all, bit) => all | bit, 0);

export function inspectColumn(options: InspectOptions): ColumnInspector {
  const { name, missing, marks, isText, declared, keepMisfits } = options;
  const inferable = isText
    ? dateReadings
    : marks === "point"
      ? everything & ~commaReadings
      : everything;
  const considered = declared ? everything : inferable;
  const expected = declared && defaultReading(declared);
  const tokens = new Map<string, number>();
  const firstMisfits: Misfit[] = [];
  const misfitRows: number[] = [];
  let nulls = 0;
  let padded = false;
  let values = 0;
  let numbers = 0;
  let possible = considered;
  let misfits = 0;
  let firstOther: Misfit | undefined;

  function addMisfit(value: string, line: number, row: number): void {
    misfits++;
    if (firstMisfits.length < shownMisfits) firstMisfits.push({ line, value });
    if (!keepMisfits) return;
    if (misfitRows.length === mostMisfits) {
      throw datasetInvalid(
        `More than ${mostMisfits} values of ${shown(name)} do not fit the kind stated for it.`,
        "State the kind and format that most of its values have.",
      );
    }
    misfitRows.push(row);
  }

  return {
    missingTokens: tokens,
    get nulls() {
      return nulls;
    },
    get padded() {
      return padded;
    },
    observe(cell, line, row) {
      if (cell === null) {
        nulls++;
        return false;
      }
      const value = cell.trim();
      if (value.length !== cell.length) padded = true;
      if (missing.has(value)) {
        tokens.set(value, (tokens.get(value) ?? 0) + 1);
        return false;
      }
      values++;
      let found = readCell(value) & considered;
      if (!declared && zeroLedCode.test(value)) found &= ~numberReadings;
      possible &= found;
      if ((found & numberReadings) !== 0) numbers++;
      else firstOther ??= { value, line };
      if (expected && (found & expected) === 0) addMisfit(value, line, row);
      return true;
    },
    provenMark() {
      if (values === 0) return undefined;
      const byPoint = (possible & pointReadings) !== 0;
      const byComma = (possible & commaReadings) !== 0;
      return byPoint === byComma ? undefined : byPoint ? "point" : "comma";
    },
    judge(fileMark) {
      const inferred = inferKind({ values, numbers, possible, isText, firstOther, fileMark });
      if (!declared) return { ...inferred, misfits: 0, firstMisfits: [], misfitRows: [] };
      const fits = declared.format === undefined && inferred.kind === declared.kind;
      if (fits) {
        const { kind, format } = inferred;
        return { kind, format, why: declared.why, misfits: 0, firstMisfits: [], misfitRows: [] };
      }
      const { kind, why } = declared;
      // A type of the file is wider than a double; what was stated is for the sender to correct.
      if (misfits > 0 && !declared.isStated && wholeNumber.test(firstMisfits[0]?.value ?? "")) {
        const told = `${why}, but ${whyNoNumber(firstMisfits[0] as Misfit)}`;
        return { ...category(told), misfits: 0, firstMisfits: [], misfitRows: [] };
      }
      return { kind, format: defaultFormat(declared), why, misfits, firstMisfits, misfitRows };
    },
  };
}

function defaultFormat({ kind, format }: DeclaredKind): NumberFormat | DateFormat | null {
  return format ?? (kind === "number" ? "1234.5" : kind === "date" ? "iso" : null);
}

/** 0: everything fits. */
function defaultReading(declared: DeclaredKind): number {
  if (declared.kind === "category") return 0;
  if (declared.kind === "boolean") return readings.word;
  return readings[defaultFormat(declared) as NumberFormat | DateFormat];
}
