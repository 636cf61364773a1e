import {
  AppError,
  type CleaningRules,
  type ColumnKind,
  type ColumnRules,
  type ErrorIssue,
  type Reading,
  type StatedSchema,
} from "@rookery/contracts";
import { isDate, shown } from "@rookery/tabular";

export interface TableRules {
  schema: StatedSchema;
  cleaning: CleaningRules;
  reading: Reading;
}

/** Throws `validation-failed` that names every column the rules mention and the file does not have. */
export function checkRuleColumns({ schema, cleaning }: TableRules, names: readonly string[]): void {
  const known = new Set(names);
  const dropped = new Set(cleaning.dropColumns);
  const mentioned: [field: string, name: string][] = [
    ...Object.keys(schema).map((name) => field("schema", name)),
    ...Object.keys(cleaning.columns).map((name) => field("cleaning.columns", name)),
    ...cleaning.dropColumns.map((name, i) => at(`cleaning.dropColumns[${i}]`, name)),
    ...(cleaning.dropMissing === "any" ? [] : cleaning.dropMissing).map((name, i) =>
      at(`cleaning.dropMissing[${i}]`, name),
    ),
  ];
  const issues = mentioned.flatMap(([field, name]): ErrorIssue[] =>
    known.has(name) ? [] : [{ field, message: "The file has no such column", value: name }],
  );
  if (issues.length > 0) {
    throw new AppError(
      "validation-failed",
      `The file has no column ${shown(issues[0]?.value as string)}.`,
      {
        issues,
        hint: `Its columns are: ${names.slice(0, 50).join(", ")}${names.length > 50 ? ", …" : ""}.`,
      },
    );
  }
  if (names.every((name) => dropped.has(name))) {
    throw new AppError("validation-failed", "The rules drop every column.", {
      issues: [{ field: "cleaning.dropColumns", message: "leaves no column" }],
      hint: "Keep at least one column.",
    });
  }
}

function field(path: string, name: string): [string, string] {
  return [`${path}.${name}`, name];
}

function at(path: string, name: string): [string, string] {
  return [path, name];
}

/**
 * A column's rules: its own over those for its kind. Throws `validation-failed`
 * for a rule that its kind does not allow.
 */
export function resolveRules(cleaning: CleaningRules, name: string, kind: ColumnKind): ColumnRules {
  const own = Object.hasOwn(cleaning.columns, name) ? cleaning.columns[name] : undefined;
  const forKind = cleaning.defaults[kind];
  const problems = [
    ...problemsOf(own, kind, `cleaning.columns.${name}`),
    ...problemsOf(forKind, kind, `cleaning.defaults.${kind}`),
  ];
  if (problems.length === 0) return { ...forKind, ...own };
  throw new AppError("validation-failed", `${problems[0]?.field}: ${problems[0]?.message}.`, {
    issues: problems,
    hint: `Change the rule, or state another kind for the column in \`schema\`; ${shown(name)} is a ${kind} now.`,
  });
}

function problemsOf(rules: ColumnRules | undefined, kind: ColumnKind, path: string): ErrorIssue[] {
  const problems: ErrorIssue[] = [];
  if (rules?.clip && kind !== "number") {
    problems.push({ field: `${path}.clip`, message: `clips numbers, not a ${kind}` });
  }
  if (rules?.rare && kind !== "category") {
    problems.push({ field: `${path}.rare`, message: `folds categories, not a ${kind}` });
  }
  const message = rules?.impute && imputeProblem(rules.impute, kind);
  if (message) problems.push({ field: `${path}.impute`, message });
  return problems;
}

function imputeProblem(impute: NonNullable<ColumnRules["impute"]>, kind: ColumnKind) {
  switch (impute.with) {
    case "mean":
      return kind === "number" ? undefined : `a ${kind} has no mean`;
    case "median":
      return kind === "number" || kind === "date" ? undefined : `a ${kind} has no median`;
    case "most-frequent":
      return undefined;
    case "constant": {
      const wanted = { number: "number", boolean: "boolean", category: "string", date: "string" }[
        kind
      ];
      if (typeof impute.value !== wanted) return `a ${kind} takes a ${wanted}`;
      const isWrongDate = kind === "date" && !isDate(String(impute.value), "iso");
      return isWrongDate ? "a date takes an ISO 8601 date" : undefined;
    }
  }
}
