import type { ColumnRules } from "@rookery/contracts";
import type { ColumnInspector, Verdict } from "../kinds/inspect-column.ts";

/** A column of the processed table, and how its cells become values. */
export interface ColumnPlan {
  name: string;
  sqlName: string;
  verdict: Verdict;
  inspector: ColumnInspector;
  rules: ColumnRules;
}
