import { ConfusionMatrix, RunReport } from "@rookery/contracts";
import { z } from "zod";

/** What may be read of a run's `evaluation.json`. Files of older runs hold only the matrix. */
const EvaluationFile = z.union([RunReport, z.object({ confusion: ConfusionMatrix })]);
export type EvaluationFile = z.infer<typeof EvaluationFile>;

/** The report, or null when the file is of another kind, as trainers of one's own may write. */
export function readEvaluation(text: string): EvaluationFile | null {
  try {
    return EvaluationFile.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
