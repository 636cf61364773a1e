import type { ColumnRules, ErrorIssue, StatedColumn } from "@rookery/contracts";
import { findMissingTokens, shown } from "@rookery/tabular";
import { datasetInvalid } from "../import/dataset-invalid.ts";
import {
  type ColumnInspector,
  type DeclaredKind,
  inspectColumn,
  type Verdict,
} from "../kinds/inspect-column.ts";
import type { TableSource } from "../sources/table-source.ts";
import { resolveRules, type TableRules } from "./check-rules.ts";

/** A column of the processed table, and how its cells become values. */
export interface ColumnPlan {
  name: string;
  sqlName: string;
  /** Whether it is the first and the file gives it no name. */
  labelsRows: boolean;
  verdict: Verdict;
  inspector: ColumnInspector;
  rules: ColumnRules;
}

/** One inspector per column of the file, told what was stated about it. */
export function inspectColumns(source: TableSource, rules: TableRules): ColumnInspector[] {
  return source.columns.map(({ name, declared, isText = false }) => {
    return inspectColumn({
      name,
      missing: findMissingTokens(rules.cleaning, name),
      marks: source.marks,
      isText,
      declared: statedKind(rules, name) ?? declared,
      keepMisfits: rules.cleaning.invalid === "missing",
    });
  });
}

function statedKind({ schema }: TableRules, name: string): DeclaredKind | undefined {
  const stated: StatedColumn | undefined = Object.hasOwn(schema, name) ? schema[name] : undefined;
  if (stated === undefined) return undefined;
  const { kind, format } =
    typeof stated === "string"
      ? { kind: stated, format: undefined }
      : { format: undefined, ...stated };
  return { kind, format, why: "Stated with the upload", isStated: true };
}

export interface PlanInput {
  source: TableSource;
  sqlNames: readonly string[];
  inspectors: readonly ColumnInspector[];
  /** Whether a column has a value in any row. */
  filled: readonly boolean[];
  rules: TableRules;
}

/**
 * Kind and rules of every column that is kept: not of those that the rules drop,
 * nor of those that have neither name nor value, as behind a delimiter that ends
 * every line. Throws `dataset-invalid` with the
 * lines of cells that do not fit the kind stated for their column, unless the
 * rules count those as missing.
 */
export function planColumns(input: PlanInput): ColumnPlan[] {
  const { source, sqlNames, inspectors, filled, rules } = input;
  const fileMark = markOf(inspectors);
  const columns = source.columns.flatMap(({ name, namedBy }, i) => {
    if (rules.cleaning.dropColumns.includes(name)) return [];
    if (namedBy === "position" && !filled[i]) return [];
    const inspector = inspectors[i] as ColumnInspector;
    const verdict = inspector.judge(fileMark);
    const columnRules = resolveRules(rules.cleaning, name, verdict.kind);
    const sqlName = sqlNames[i] as string;
    const labelsRows = namedBy === "labels";
    return [{ name, sqlName, labelsRows, verdict, inspector, rules: columnRules }];
  });
  if (rules.cleaning.invalid === "refuse") refuseMisfits(columns, source.place);
  return columns;
}

/** The decimal mark that the file's columns prove, when they do not contradict each other. */
function markOf(inspectors: readonly ColumnInspector[]): "point" | "comma" | undefined {
  const marks = new Set(inspectors.map((inspector) => inspector.provenMark()));
  if (marks.has("point") === marks.has("comma")) return undefined;
  return marks.has("comma") ? "comma" : "point";
}

function refuseMisfits(columns: readonly ColumnPlan[], place: TableSource["place"]): void {
  const issues = columns.flatMap(({ name, verdict }): ErrorIssue[] =>
    verdict.firstMisfits.map(({ line, value }) => ({
      field: `lines[${line}].${name}`,
      message: `is not ${describe(verdict)}`,
      value: value.slice(0, 100),
    })),
  );
  const wrong = columns.find(({ verdict }) => verdict.misfits > 0);
  if (!wrong) return;
  const { line, value } = wrong.verdict.firstMisfits[0] as { line: number; value: string };
  throw datasetInvalid(
    `${place} ${line}: ${shown(value)} in the column ${shown(wrong.name)} is not ${describe(wrong.verdict)}${others(wrong.verdict.misfits - 1)}.`,
    'Correct them, state another kind or format, or count them as missing with the cleaning rule "invalid": "missing".',
    { issues },
  );
}

function others(count: number): string {
  return count === 0 ? "" : `, nor are ${count} other values`;
}

function describe({ kind, format }: Verdict): string {
  return format === null ? `a ${kind}` : `a ${kind} of the format ${format}`;
}
