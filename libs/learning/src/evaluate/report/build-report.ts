import type { RunReport } from "@rookery/contracts";
import type { Target } from "../../tables/read-target.ts";
import type { FinishedFold, FoldPlan } from "../evaluate-fold.ts";
import { joinScored, type Scored } from "../scored.ts";
import { measureImportance } from "./measure-importance.ts";
import { reportClasses } from "./report-classes.ts";
import { reportNumbers } from "./report-numbers.ts";

/** What a run's finished folds show; see `RunReport`. */
export function buildReport(plan: FoldPlan, folds: readonly FinishedFold[]): RunReport {
  const scored = joinScored(folds.map((fold) => fold.scored));
  return { ...reportScored(plan.target, scored), importance: measureImportance(plan, folds) };
}

/** The part that needs no model. */
export function reportScored(target: Target, scored: Scored): RunReport {
  const importance = null;
  if (scored.task === "regression") return { ...reportNumbers(scored), importance };
  const labels = target.task === "classification" ? target.classes : [];
  return { ...reportClasses(scored, labels), importance };
}
