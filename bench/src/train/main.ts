// Compares the logistic-regression-lbfgs trainer with scikit-learn: docs/benchmarks.md, "Training".
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import CliTable from "cli-table3";
import { compareFits } from "./compare-fits.ts";
import { startSklearn } from "./start-sklearn.ts";

/** Fits per turn bridge what the clock cannot tell on small tables. */
const tables = [
  { rows: 333, columns: 9, classCount: 3, rounds: 9, fits: 20 },
  { rows: 10_000, columns: 20, classCount: 2, rounds: 9, fits: 3 },
  { rows: 100_000, columns: 50, classCount: 2, rounds: 7, fits: 1 },
  { rows: 100_000, columns: 50, classCount: 3, rounds: 7, fits: 1 },
];

const { values } = parseArgs({
  options: { python: { type: "string", default: "python3" } },
});
const tempDir = await mkdtemp(join(tmpdir(), "rookery-train-"));
const sklearn = startSklearn(values.python);
try {
  const report = new CliTable({
    head: ["rows", "columns", "classes", "ours ms", "scikit-learn ms", "ratio", "loss difference"],
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
      table.rows,
      table.columns,
      table.classCount,
      ourMs.toFixed(2),
      theirMs.toFixed(2),
      `${ratio.toFixed(1)} (${range})`,
      lossDifference.toExponential(1),
    ]);
  }
  console.log(report.toString());
} finally {
  await sklearn.close();
  await rm(tempDir, { recursive: true, force: true });
}
