import type { Params, Validation } from "@rookery/contracts";
import CliTable from "cli-table3";
import type { ImportedTable } from "./compare-imports.ts";
import { columns } from "./make-rows.ts";
import type { TrainingMeasurement, TrainingTask } from "./measure-training.ts";
import { runMeasurement } from "./run-measurement.ts";

interface TrainingCase {
  trainer: string;
  params: Params;
  target: "churned" | "balance";
  validation: Validation;
  /** Where a run on more rows would take hours. */
  maxRows?: number;
}

const holdOut: Validation = { kind: "hold-out", fraction: 0.2 };
const kFold: Validation = { kind: "k-fold", folds: 5 };
const classes = { target: "churned", validation: holdOut } as const;
const numbers = { target: "balance", validation: holdOut } as const;
const shallow = { trees: 10, maxDepth: 10 };
const cases: readonly TrainingCase[] = [
  { trainer: "logistic-regression-lbfgs", params: {}, ...classes },
  { trainer: "logistic-regression-lbfgs", params: {}, ...classes, validation: kFold },
  { trainer: "logistic-regression", params: { learningRate: 1e-7, steps: 5 }, ...classes },
  { trainer: "naive-bayes", params: {}, ...classes },
  { trainer: "decision-tree", params: { maxDepth: 10 }, ...classes },
  { trainer: "decision-tree", params: {}, ...classes },
  { trainer: "random-forest", params: shallow, ...classes },
  { trainer: "random-forest", params: { trees: 10 }, ...classes },
  { trainer: "k-nearest-neighbours", params: {}, ...classes, maxRows: 20_000 },
  { trainer: "ridge", params: {}, ...numbers },
  { trainer: "decision-tree-regression", params: {}, ...numbers },
  {
    trainer: "random-forest-regression",
    params: { ...shallow, maxFeatures: "sqrt" },
    ...numbers,
  },
];

const head = [
  "trainer",
  "params",
  "rows",
  "load s",
  "run s",
  "need MB",
  "estimate MB",
  "model MB",
  "estimate MB",
  "score",
];

/** One run of every trainer on every table, each in a process of its own. */
export async function compareTrainers({
  url,
  tables,
  only,
}: {
  url: string;
  tables: readonly ImportedTable[];
  only: readonly string[] | undefined;
}): Promise<void> {
  for (const table of tables) {
    const report = new CliTable({ head, style: { head: [], border: [] } });
    for (const { maxRows = table.rows, ...each } of cases) {
      if ((only && !only.includes(each.trainer)) || table.rows > maxRows) continue;
      report.push(await measureCase(url, table, each));
    }
    console.log(report.toString());
  }
}

async function measureCase(
  url: string,
  { rows, datasetVersionId }: ImportedTable,
  each: TrainingCase,
): Promise<(string | number)[]> {
  const features = columns.filter((name) => name !== each.target);
  const task: TrainingTask = { url, datasetVersionId, features, ...each };
  const measured = await runMeasurement<TrainingMeasurement>("measure-training", task);
  const folds = each.validation.kind === "k-fold" ? ", 5 folds" : "";
  return [
    each.trainer,
    `${JSON.stringify(each.params)}${folds}`,
    rows,
    (measured.loadMs / 1_000).toFixed(1),
    (measured.runMs / 1_000).toFixed(1),
    measured.neededMb.toFixed(0),
    measured.estimatedMb.toFixed(0),
    measured.modelMb.toFixed(1),
    measured.estimatedModelMb.toFixed(1),
    measured.score.toFixed(3),
  ];
}
