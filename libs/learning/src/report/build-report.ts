import type { RunReport } from "@rookery/contracts";
import type { FinishedFold, FoldPlan } from "../evaluate-fold.ts";
import { joinScored } from "../scored.ts";
import { measureImportance } from "./measure-importance.ts";
import { reportClasses } from "./report-classes.ts";
import { reportNumbers } from "./report-numbers.ts";

/** What a run's finished folds show; see `RunReport`. */
export function buildReport(plan: FoldPlan, folds: readonly FinishedFold[]): RunReport {
  const scored = joinScored(folds.map((fold) => fold.scored));
  const importance = measureImportance(plan, folds);
  if (scored.task === "regression") return { ...reportNumbers(scored), importance };
  const labels = plan.target.task === "classification" ? plan.target.classes : [];
  return { ...reportClasses(scored, labels), importance };
}
