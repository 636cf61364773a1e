// Predicts `large` from the size alone; with WRITE_MODEL it also leaves a model to serve.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const { ROOKERY_DATA, ROOKERY_SPEC, ROOKERY_OUTPUT, ROOKERY_PARAM_THRESHOLD } = process.env;
const [header, ...lines] = readFileSync(ROOKERY_DATA, "utf8").trim().split("\n");
const names = header.split(",");
const rows = lines.map((line) => {
  const cells = line.split(",");
  return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
});
const spec = JSON.parse(readFileSync(ROOKERY_SPEC, "utf8"));
const predictions = rows
  .filter((row) => row[spec.foldColumn] !== "")
  .map((row) => {
    const large = Number(row.size) > Number(ROOKERY_PARAM_THRESHOLD) ? 0.9 : 0.1;
    return [row[spec.rowColumn], large, 1 - large].join(",");
  });
const table = [[spec.rowColumn, "large", "small"].join(","), ...predictions].join("\n");
writeFileSync(join(ROOKERY_OUTPUT, "predictions.csv"), table);
if (process.env.WRITE_MODEL) {
  const model = {
    ...spec.model,
    trainer: { name: "logistic-regression-lbfgs", params: {} },
    estimator: { weights: [[-3, 0, 0]] },
    ...JSON.parse(process.env.WRITE_MODEL),
  };
  writeFileSync(join(ROOKERY_OUTPUT, "model.json"), JSON.stringify(model));
}
process.stdout.write(`${JSON.stringify({ metrics: { accuracy: 0.123, brier: 0.25 } })}\n`);
