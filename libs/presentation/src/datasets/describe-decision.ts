import {
  type CleaningReport,
  CleaningRules,
  type CleaningRulesInput,
  type ColumnDecision,
  type DatasetVersion,
  type StatedSchema,
} from "@rookery/contracts";
import { formatCount, plural } from "../format/numbers.ts";

const shownValues = 5;

/** The columns of a version about which people are to decide. */
export function listDecisions({
  report,
}: Pick<DatasetVersion, "report">): { name: string; decision: ColumnDecision }[] {
  return report.columns.flatMap(({ name, decision }) => (decision ? [{ name, decision }] : []));
}

/**
 * What was found, and what it means as long as nobody decides: `497 of 500 values are
 * numbers like 1234.5, but not "missing" (lines 3, 9). So the column holds categories.`
 */
export function describeDecision(
  decision: ColumnDecision,
  fileFormat: CleaningReport["format"],
): string {
  const { kind, format, fitting, others, values } = decision;
  const place = ["parquet", "xlsx", "arrow"].includes(fileFormat) ? "row" : "line";
  const all = formatCount(fitting + others);
  const shown = values.slice(0, shownValues).map(({ value, cells, lines }) => {
    const more = cells > lines.length ? ", …" : "";
    return `${JSON.stringify(value)} (${place}${lines.length > 1 ? "s" : ""} ${lines.join(", ")}${more})`;
  });
  const listed = values.slice(0, shownValues).reduce((sum, { cells }) => sum + cells, 0);
  const rest = others > listed ? ` and ${formatCount(others - listed)} more` : "";
  return `${formatCount(fitting)} of ${all} values are ${kind}s written as ${format}, but not ${shown.join(", ")}${rest}. So the column holds categories, and a sweep may leave it out. By a rule, ${plural(others, "value")} would count as missing and the column hold ${kind}s.`;
}

/** The version's own schema and rules with those that decide, without what is usual. */
export function addRules(
  { schema, cleaning }: Pick<DatasetVersion, "schema" | "cleaning">,
  decisions: readonly ColumnDecision[],
): { schema: StatedSchema; cleaning: CleaningRulesInput } {
  const usual = CleaningRules.parse({});
  const rules = decisions.map(({ rule }) => rule.cleaning);
  const added: CleaningRules = Object.assign({}, cleaning, ...rules, {
    columns: Object.assign({}, cleaning.columns, ...rules.map(({ columns }) => columns)),
  });
  return {
    schema: Object.assign({}, schema, ...decisions.map(({ rule }) => rule.schema)),
    cleaning: Object.fromEntries(
      Object.entries(added).filter(
        ([name, rule]) =>
          JSON.stringify(rule) !== JSON.stringify(usual[name as keyof typeof usual]),
      ),
    ),
  };
}
