import { ConfusionMatrix, type Run, RunReport } from "@rookery/contracts";
import { formatCount } from "@rookery/presentation";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { QueryStates } from "../../../components/feedback/query-states.tsx";
import { SkeletonRows } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { queries } from "../../../server/queries.ts";
import { CalibrationChart, RocChart } from "./class-curves.tsx";
import { ConfusionTable } from "./confusion-table.tsx";
import { FeatureImportance } from "./feature-importance.tsx";
import { PredictedChart } from "./predicted-chart.tsx";
import { ResidualsPanel } from "./residuals-panel.tsx";

const evaluationPath = "evaluation.json";

/** What may be read of a run's `evaluation.json`. Files of older runs hold only the matrix. */
const EvaluationFile = z.union([RunReport, z.object({ confusion: ConfusionMatrix })]);
type EvaluationFile = z.infer<typeof EvaluationFile>;

/** What the run learnt beyond its metrics; parts its report does not have are left out. */
export function EvaluationPanels({ run }: { run: Run }) {
  const stored = run.artifacts.find(({ path }) => path === evaluationPath);
  return stored ? <StoredEvaluation runId={run.id} file={stored} /> : null;
}

function StoredEvaluation({ runId, file }: { runId: string; file: Run["artifacts"][number] }) {
  const report = useQuery({ ...queries.runs.artifact(runId, file), select: readEvaluation });
  return (
    <QueryStates
      query={report}
      loading={<SkeletonRows what="Loading the evaluation" />}
      frame={(content) => <Panel title="Evaluation">{content}</Panel>}
    >
      {(evaluation) => evaluation && <Parts report={evaluation} />}
    </QueryStates>
  );
}

function Parts({ report }: { report: EvaluationFile }) {
  const counted =
    "rowCount" in report ? `Of all ${formatCount(report.rowCount)} validation rows.` : undefined;
  return (
    <>
      {"confusion" in report && (
        <Panel title="Confusion matrix" note={counted}>
          <ConfusionTable confusion={report.confusion} />
        </Panel>
      )}
      {"roc" in report && report.roc.length > 0 && (
        <Panel title="ROC" note="Each class against all others, with the area under its curve.">
          <RocChart curves={report.roc} />
        </Panel>
      )}
      {"calibration" in report && report.calibration.length > 0 && (
        <Panel
          title="Calibration"
          note="On the diagonal, probabilities mean what they say; the larger the dot, the more rows."
        >
          <CalibrationChart curves={report.calibration} />
        </Panel>
      )}
      {"sample" in report && report.sample.length > 0 && (
        <Panel title="Predicted over actual" note={counted}>
          <PredictedChart sample={report.sample} />
        </Panel>
      )}
      {"residuals" in report && <ResidualsPanel residuals={report.residuals} />}
      {"importance" in report && report.importance && (
        <FeatureImportance importance={report.importance} />
      )}
    </>
  );
}

/** The report, or null when the file is of another kind, as trainers of one's own may write. */
function readEvaluation(text: string): EvaluationFile | null {
  try {
    return EvaluationFile.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
