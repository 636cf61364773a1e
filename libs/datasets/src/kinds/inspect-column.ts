import type { ColumnKind, DateFormat, NumberFormat } from "@rookery/contracts";
import {
  commaReadings,
  dateReadings,
  isMissing,
  type MissingTexts,
  numberReadings,
  pointReadings,
  readCell,
  readings,
  shown,
} from "@rookery/tabular";
import { datasetInvalid } from "../import/dataset-invalid.ts";
import { findNearKind, type NearKind } from "./find-near-kind.ts";
import { category, inferKind, type KindVerdict, wholeNumber, whyNoNumber } from "./infer-kind.ts";
import { tallyReadings } from "./tally-readings.ts";

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
  missing: MissingTexts;
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
  /** How many cells each text has that was read as missing. */
  missingTokens: ReadonlyMap<string, number>;
  /** What categories would be but for a few values. */
  near?: NearKind | undefined;
  misfits: number;
  firstMisfits: readonly Misfit[];
  /** Numbers of the misfits' rows, when they were to be kept. */
  misfitRows: readonly number[];
}

/** What one pass over a column's raw cells shows. */
export interface ColumnInspector {
  readonly nulls: number;
  /** Whether some cell had white space around its value. */
  readonly padded: boolean;
  /** Values of which nothing is to be seen, such as a zero-width space: how many, and the first one's line. */
  readonly invisible: { count: number; line: number };
  /** Takes the next raw cell; false when it holds no value. */
  observe(cell: string | null, line: number, row: number): boolean;
  /** The decimal mark that the column proves, for columns that could have either. */
  provenMark(): "point" | "comma" | undefined;
  judge(fileMark: "point" | "comma" | undefined): Verdict;
}

/** Characters of no width, which are no white space to anybody who trims. */
const unseen = /^[\p{Cf}\s]+$/u;
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
  /** Cells that are missing unless the column turns out to hold categories. */
  const doubtful = new Map<string, { cells: number; line: number }>();
  const takesDoubtful = declared ? declared.kind !== "category" : !isText;
  const tally = tallyReadings();
  const firstMisfits: Misfit[] = [];
  const misfitRows: number[] = [];
  let nulls = 0;
  let padded = false;
  const invisible = { count: 0, line: 0 };
  let values = 0;
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
    get nulls() {
      return nulls;
    },
    invisible,
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
      if (missing.always.has(value)) {
        tokens.set(value, (tokens.get(value) ?? 0) + 1);
        return false;
      }
      if (value.charCodeAt(0) > 127 && unseen.test(value)) {
        if (invisible.count === 0) invisible.line = line;
        invisible.count++;
      }
      let found = readCell(value) & considered;
      if (found === 0 && takesDoubtful && isMissing(value, missing, "number")) {
        doubtful.set(value, {
          cells: (doubtful.get(value)?.cells ?? 0) + 1,
          line: doubtful.get(value)?.line ?? line,
        });
        return true;
      }
      values++;
      if (!declared && zeroLedCode.test(value)) found &= ~numberReadings;
      possible &= found;
      tally.add(value, found, line);
      if ((found & numberReadings) === 0) firstOther ??= { value, line };
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
      const allTokens = new Map([
        ...tokens,
        ...[...doubtful].map(([value, { cells }]) => [value, cells] as const),
      ]);
      const fitting = { misfits: 0, firstMisfits: [], misfitRows: [] };
      const inferred = infer(fileMark);
      if (!declared) {
        if (inferred.kind !== "category") {
          return { ...inferred, ...fitting, missingTokens: allTokens };
        }
        const near = findNearKind({ tally, values, fileMark });
        return { ...inferred, ...fitting, missingTokens: tokens, near };
      }
      const fits = declared.format === undefined && inferred.kind === declared.kind;
      if (fits) {
        const { kind, format } = inferred;
        return { kind, format, why: declared.why, ...fitting, missingTokens: allTokens };
      }
      const { kind, why } = declared;
      // A type of the file is wider than a double; what was stated is for the sender to correct.
      if (misfits > 0 && !declared.isStated && wholeNumber.test(firstMisfits[0]?.value ?? "")) {
        const told = `${why}, but ${whyNoNumber(firstMisfits[0] as Misfit)}`;
        return { ...category(told), ...fitting, missingTokens: tokens };
      }
      const format = defaultFormat(declared);
      return { kind, format, why, misfits, firstMisfits, misfitRows, missingTokens: allTokens };
    },
  };

  /** What all values show, without the doubtful ones unless they are values, as among categories. */
  function infer(fileMark: "point" | "comma" | undefined): KindVerdict {
    const numbers = tally.count(numberReadings);
    const evidence = { values, numbers, possible, isText, firstOther, fileMark };
    const isRead = values > 0 && (possible & (numberReadings | dateReadings | readings.flag)) !== 0;
    if (isRead || doubtful.size === 0) return inferKind(evidence);
    const others = [...doubtful].map(([value, { line }]) => ({ value, line }));
    const first = [...others, ...(firstOther ? [firstOther] : [])].reduce((a, b) =>
      b.line < a.line ? b : a,
    );
    const cells = [...doubtful.values()].reduce((sum, each) => sum + each.cells, 0);
    return inferKind({ ...evidence, values: values + cells, possible: 0, firstOther: first });
  }
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
