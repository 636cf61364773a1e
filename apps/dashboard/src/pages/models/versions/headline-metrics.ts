import { type Metric, type ModelVersion, metricNames, type Task } from "@rookery/contracts";

const firstOf: Record<Task, readonly Metric[]> = {
  classification: ["accuracy", "f1_macro", "log_loss"],
  regression: ["rmse", "mae", "r2"],
};
const most = 3;

/** The few test metrics that stand in a list: the usual ones of the task that are there, else the first. */
export function headlineMetrics(versions: readonly ModelVersion[]): string[] {
  const present = [...new Set(versions.flatMap(({ testMetrics }) => Object.keys(testMetrics)))];
  const usual = [...new Set(versions.flatMap(({ signature }) => firstOf[signature.task]))];
  const chosen = usual.filter((name) => present.includes(name));
  return (chosen.length > 0 ? chosen : present).slice(0, most);
}

/** In the order in which the metrics are defined; those of others come last. */
export function sortMetrics(names: readonly string[]): string[] {
  const known: readonly string[] = metricNames;
  const rank = (name: string) => (known.includes(name) ? known.indexOf(name) : known.length);
  return names.toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}
