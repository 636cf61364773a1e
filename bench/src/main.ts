// Measures Rookery's own processes: what and how is in docs/benchmarks.md.
import { writeFile } from "node:fs/promises";
import { createLifecycle, createLogger } from "@rookery/runtime";
import { type BenchOptions, readOptions, usage } from "./read-options.ts";
import { printReport } from "./report/print-report.ts";
import { runBench } from "./run-bench.ts";

const options = readOptions();
if (options) await main(options);
else console.log(usage);

async function main(chosen: BenchOptions): Promise<void> {
  const logger = createLogger({ name: "bench", level: "error" });
  const lifecycle = createLifecycle({ logger });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void lifecycle.close().then(() => process.exit(1)));
  }
  const progress = (doing: string) => console.error(`... ${doing}`);
  try {
    const numbers = await runBench(chosen, { lifecycle, logger, progress });
    printReport(numbers);
    if (chosen.json !== undefined) {
      await writeFile(chosen.json, `${JSON.stringify(numbers, null, 2)}\n`);
    }
  } finally {
    await lifecycle.close();
  }
}
