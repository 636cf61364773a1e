import type { Run } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api.ts";
import { Panel } from "../../components/page.tsx";
import { formatCount } from "../../format/numbers.ts";
import { type EvaluationFile, readEvaluation } from "../../run-report.ts";
import { CalibrationChart } from "./calibration-chart.tsx";
import { ConfusionTable } from "./confusion-table.tsx";
import { FeatureImportance } from "./feature-importance.tsx";
import { PredictedChart } from "./predicted-chart.tsx";
import { ResidualsPanel } from "./residuals-panel.tsx";
import { RocChart } from "./roc-chart.tsx";

const evaluationPath = "evaluation.json";

/** What the run learnt beyond its metrics; parts its report does not have are left out. */
export function EvaluationPanels({ run }: { run: Run }) {
  const stored = run.artifacts.find(({ path }) => path === evaluationPath);
  const report = useQuery({
    queryKey: ["artifact", run.id, evaluationPath, stored?.sha256],
    queryFn: async () => readEvaluation(await api.runs.artifact(run.id, evaluationPath)),
    enabled: stored !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return report.data ? <Parts report={report.data} /> : null;
}

function Parts({ report }: { report: EvaluationFile }) {
  const counted =
    "rowCount" in report
      ? `Of ${formatCount(report.rowCount)} validation rows, all folds together.`
      : undefined;
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
