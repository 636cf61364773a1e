import type { ColumnDecision, DateFormat, NumberFormat } from "@rookery/contracts";
import type { NearKind } from "../kinds/find-near-kind.ts";
import type { TableRules } from "./check-rules.ts";

/** As many as a rule may have. */
const mostTokens = 100;

/** What people are to decide about a column, with the rule that has its stray values counted as missing. */
export function writeDecision(
  name: string,
  { isPartial, ...near }: NearKind,
  rules: TableRules,
): ColumnDecision {
  return { ...near, rule: writeRule(name, { isPartial, ...near }, rules) };
}

/** Names the values where they are few; else states the kind, whatever does not fit. */
function writeRule(
  name: string,
  { kind, format, values, isPartial }: NearKind,
  { cleaning }: TableRules,
): ColumnDecision["rule"] {
  const ofColumn = Object.hasOwn(cleaning.columns, name) ? cleaning.columns[name] : undefined;
  const { add, replace } = ofColumn?.missing ?? {};
  const tokens = [...(replace ?? add ?? []), ...values.map(({ value }) => value)];
  if (!isPartial && tokens.length <= mostTokens) {
    const missing = replace ? { replace: tokens } : { add: tokens };
    return { cleaning: { columns: { [name]: { ...ofColumn, missing } } } };
  }
  const stated =
    kind === "number"
      ? { kind, format: format as NumberFormat }
      : { kind, format: format as DateFormat };
  return { schema: { [name]: stated }, cleaning: { invalid: "missing" } };
}
