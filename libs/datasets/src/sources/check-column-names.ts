import { ColumnName, type ErrorIssue } from "@rookery/contracts";
import { datasetInvalid } from "../import/dataset-invalid.ts";

/** A table of PostgreSQL has 1,600 columns at most, and one is the row's number. */
const maxColumns = 1599;

export interface NamesOptions {
  /** Where they stand, for the message. */
  where: string;
  /** A way out besides giving names. */
  hint?: string;
}

/** The column names, trimmed. Throws `dataset-invalid` with every name that must change. */
export function checkColumnNames(
  given: readonly string[],
  { where, hint }: NamesOptions,
): string[] {
  const names = given.map((name) => name.trim());
  if (names.length > maxColumns) {
    throw datasetInvalid(
      `${where} has ${names.length} columns; ${maxColumns} is the most a table can have.`,
      "Leave columns out, or turn them into rows. Of columns with numbers about 1,000 fit, for a row must fit on a page of 8 kB.",
    );
  }
  const issues: ErrorIssue[] = [];
  const firstAt = new Map<string, number>();
  names.forEach((name, index) => {
    const field = `columns[${index}]`;
    const earlier = firstAt.get(name);
    if (name === "") {
      issues.push({ field, message: `Column ${index + 1} has no name` });
    } else if (earlier !== undefined) {
      const message = `Column ${index + 1} has the name of column ${earlier + 1}`;
      issues.push({ field, message, value: name });
    } else {
      firstAt.set(name, index);
      for (const message of nameProblems(name)) {
        issues.push({ field, message, value: name.slice(0, 200) });
      }
    }
  });
  if (issues.length > 0) {
    throw datasetInvalid(
      `${where} cannot be used: ${issues[0]?.message}.`,
      ["Give every column a name of its own.", ...(hint ? [hint] : [])].join(" "),
      { issues },
    );
  }
  return names;
}

function nameProblems(name: string): string[] {
  const problems = ColumnName.safeParse(name).error?.issues.map(({ message }) => message) ?? [];
  if (name.includes("\0")) problems.push("holds a NUL character");
  return problems;
}
