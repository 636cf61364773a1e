import type { CleaningReport, ColumnReport } from "@rookery/contracts";
import { isInfinity, shown } from "@rookery/tabular";
import type { Upload } from "../import/spool-upload.ts";
import type { TableSource } from "../sources/table-source.ts";
import type { Processed } from "./build-processed.ts";
import type { TableRules } from "./check-rules.ts";
import type { ColumnPlan } from "./plan-columns.ts";
import { writeDecision } from "./write-decision.ts";

export interface ReportInput {
  source: TableSource;
  container: Upload["container"];
  /** What was stated with it. */
  rules: TableRules;
  rawRows: number;
  columns: readonly ColumnPlan[];
  droppedColumns: readonly string[];
  processed: Processed;
}

/** What was decided about the file and what was done to its rows, for people to check. */
export function writeReport(input: ReportInput): CleaningReport {
  const { source, container, rawRows, columns, droppedColumns, processed } = input;
  return {
    format: source.format,
    container,
    encoding: source.encoding,
    delimiter: source.delimiter,
    rawRows,
    rows: processed.rows,
    skippedRows: source.skipped ?? { count: 0, lines: [] },
    droppedRows: rawRows - processed.rows,
    droppedFor: processed.droppedFor,
    droppedColumns: [...droppedColumns],
    columns: columns.map((column, i) => reportColumn(column, input.rules, processed.changes[i])),
    notes: writeNotes(input),
  };
}

function reportColumn(
  { name, labelsRows, verdict, inspector }: ColumnPlan,
  rules: TableRules,
  changes: Processed["changes"][number] | undefined,
): ColumnReport {
  return {
    name,
    labelsRows,
    kind: verdict.kind,
    format: verdict.format,
    why: verdict.why,
    ...(verdict.near && { decision: writeDecision(name, verdict.near, rules) }),
    missingTokens: Object.fromEntries(verdict.missingTokens),
    nulls: inspector.nulls,
    invalid: verdict.misfits,
    ...(changes ?? { clipped: null, folded: null, imputed: null }),
  };
}

function writeNotes(input: ReportInput): string[] {
  const { source, rules, columns, processed } = input;
  const notes = [...(source.describe?.() ?? []), ...noteUnnamed(input)];
  if (source.encoding === "windows-1252" && rules.reading.encoding === undefined) {
    notes.unshift(
      "The file is not UTF-8 and was read as windows-1252; check letters with accents, and state `reading.encoding`, such as windows-1250, if they are wrong.",
    );
  }
  for (const { reason, rows } of processed.droppedFor) {
    if (reason === "no value in any column")
      notes.push(`Rows in which every cell is missing were dropped: ${rows}.`);
  }
  for (const { name, sqlName, inspector, verdict } of columns) {
    const infinities = [...verdict.missingTokens].filter(([token]) => isInfinity(token));
    if (infinities.length > 0) {
      const cells = infinities.reduce((sum, [, count]) => sum + count, 0);
      notes.push(
        `No number is infinite: ${infinities.map(([token]) => shown(token)).join(", ")} of ${shown(name)} counts as missing (cells: ${cells}).`,
      );
    }
    if (inspector.padded) notes.push(`White space around values of ${shown(name)} was removed.`);
    if (inspector.invisible.count > 0) {
      const { count, line } = inspector.invisible;
      notes.push(
        `In ${shown(name)} are values of invisible characters alone: ${count}, first on line ${line}; the cleaning rule "missing" can make them missing.`,
      );
    }
    if (name !== sqlName) notes.push(`Column ${shown(name)} is called ${shown(sqlName)} in SQL.`);
  }
  if (columns.some(({ rules }) => rules.impute)) {
    notes.push(
      "Values were imputed from all rows, later test rows among them; a model's pipeline imputes without that.",
    );
  }
  return notes;
}

/** Which columns the file gives no name, and what came of each. */
function noteUnnamed({ source, droppedColumns }: ReportInput): string[] {
  return source.columns.flatMap(({ name, namedBy = "header" }, index) => {
    if (namedBy === "header") return [];
    if (namedBy === "labels") {
      return [
        `The first column has no name, as row labels have: it is called ${shown(name)} and counts as an id.`,
      ];
    }
    const becomes = droppedColumns.includes(name)
      ? "has neither a name nor a value and was left out"
      : `has no name and is called ${shown(name)}`;
    return [`Column ${index + 1} ${becomes}.`];
  });
}
