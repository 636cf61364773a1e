// Compares trainers with scikit-learn: docs/benchmarks.md, "Training".
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import CliTable from "cli-table3";
import { compareFits } from "./compare-fits.ts";
import { startSklearn } from "./start-sklearn.ts";

const { values } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    /** Only these; may be repeated. */
    trainer: { type: "string", multiple: true },
  },
});
/** Fits per turn bridge what the clock cannot tell on small tables. */
const small = { rows: 333, columns: 9, classCount: 3 };
const middle = { rows: 10_000, columns: 20, classCount: 2 };
const large = { rows: 100_000, columns: 50, classCount: 2 };
const logistic = "logistic-regression-lbfgs";
const tables = [
  { trainer: logistic, ...small, rounds: 9, fits: 20 },
  { trainer: logistic, ...middle, rounds: 9, fits: 3 },
  { trainer: logistic, ...large, rounds: 7, fits: 1 },
  { trainer: logistic, ...large, classCount: 3, rounds: 7, fits: 1 },
  { trainer: "decision-tree", ...middle, rounds: 5, fits: 1 },
  { trainer: "random-forest", ...small, rounds: 5, fits: 3 },
  { trainer: "random-forest", ...middle, rounds: 2, fits: 1 },
  { trainer: "decision-tree-regression", ...middle, rounds: 5, fits: 1 },
  { trainer: "random-forest-regression", ...middle, rounds: 2, fits: 1 },
  { trainer: "naive-bayes", ...middle, rounds: 5, fits: 5 },
  { trainer: "ridge", ...middle, rounds: 5, fits: 5 },
  { trainer: "ridge", ...large, rounds: 5, fits: 1 },
].filter(({ trainer }) => !values.trainer || values.trainer.includes(trainer));

const tempDir = await mkdtemp(join(tmpdir(), "rookery-train-"));
const sklearn = startSklearn(values.python);
try {
  const report = new CliTable({
    head: [
      "trainer",
      "rows",
      "columns",
      "classes",
      "ours ms",
      "scikit-learn ms",
      "ratio",
      "loss difference",
    ],
    style: { head: [], border: [] },
  });
  for (const table of tables) {
    const { ourMs, theirMs, ratio, ratios, lossDifference } = await compareFits(
      table,
      sklearn,
      tempDir,
    );
    const range = `${Math.min(...ratios).toFixed(1)} to ${Math.max(...ratios).toFixed(1)}`;
    report.push([
      table.trainer,
      table.rows,
      table.columns,
      table.classCount,
      ourMs.toFixed(2),
      theirMs.toFixed(2),
      `${ratio.toFixed(1)} (${range})`,
      lossDifference?.toExponential(1) ?? "",
    ]);
  }
  console.log(report.toString());
} finally {
  await sklearn.close();
  await rm(tempDir, { recursive: true, force: true });
}
