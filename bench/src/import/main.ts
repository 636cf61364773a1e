// Imports tables of up to a million rows and trains on them: docs/benchmarks.md, "Import and large tables".
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { migrateDatabase } from "@rookery/database";
import { startPostgres } from "@rookery/embedded";
import { createLifecycle, createLogger } from "@rookery/runtime";
import { compareImports } from "./compare-imports.ts";
import { compareTrainers } from "./compare-trainers.ts";

const { values } = parseArgs({
  options: {
    /** Sizes of the tables; may be repeated. */
    rows: { type: "string", multiple: true, default: ["10000", "100000", "1000000"] },
    /** Only these; may be repeated. */
    trainer: { type: "string", multiple: true },
  },
});
const lifecycle = createLifecycle({ logger: createLogger({ name: "bench", level: "error" }) });
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void lifecycle.close().then(() => process.exit(1)));
}
try {
  const tempDir = await mkdtemp(join(tmpdir(), "rookery-import-"));
  lifecycle.onClose("files", () => rm(tempDir, { recursive: true, force: true }));
  const postgres = await startPostgres({ dataDir: join(tempDir, "postgres") });
  lifecycle.onClose("postgres", () => postgres.stop());
  await migrateDatabase(postgres.url);
  const { url } = postgres;
  printLoad("before");
  const tables = await compareImports({ url, tempDir, sizes: values.rows.map(Number) });
  printLoad("after importing");
  await compareTrainers({ url, tables, only: values.trainer });
  printLoad("after training");
} finally {
  await lifecycle.close();
}

function printLoad(when: string): void {
  console.log(`Load average ${when}: ${loadavg()[0]?.toFixed(1)}`);
}
