// Uses the dashboard on a large sweep in real Chromium: docs/benchmarks.md, "Dashboard".
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createDatabase, migrateDatabase } from "@rookery/database";
import { startPostgres } from "@rookery/embedded";
import { migrateQueue } from "@rookery/queue";
import { chooseQueueBackend, createLifecycle, createLogger } from "@rookery/runtime";
import { chromium } from "playwright-core";
import { appEntry } from "../services/start-platform.ts";
import { startService } from "../services/start-service.ts";
import { fillSweep } from "./fill-sweep.ts";
import { measureDashboard } from "./measure-dashboard.ts";
import { printNumbers } from "./print-numbers.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "10000" },
    rounds: { type: "string", default: "3" },
    /** On a sweep that runs: half of it has ended, and more does meanwhile. */
    live: { type: "boolean", default: false },
    /** How many times slower than it is the browser takes the processor to be. */
    slowdown: { type: "string", default: "1" },
    chromium: { type: "string", default: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium" },
  },
});
/** Twenty runs a second, as two busy workers end them. */
const endEveryMs = 250;
const runsAtOnce = 5;

const lifecycle = createLifecycle({ logger: createLogger({ name: "bench", level: "error" }) });
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void lifecycle.close().then(() => process.exit(1)));
}
try {
  const home = await mkdtemp(join(tmpdir(), "rookery-dashboard-"));
  lifecycle.onClose("temporary files", () => rm(home, { recursive: true, force: true }));
  // PostgreSQL drops to another account when root starts it.
  await chmod(home, 0o711);
  const postgres = await startPostgres({ dataDir: join(home, "postgres") });
  lifecycle.onClose("postgres", () => postgres.stop());
  await migrateDatabase(postgres.url);
  await migrateQueue(chooseQueueBackend({ redis: undefined, database: { url: postgres.url } }));
  const database = createDatabase({ url: postgres.url, applicationName: "rookery-bench" });
  lifecycle.onClose("database", database.close);
  const runCount = Number(values.runs);
  const sweep = await fillSweep(database, runCount, values.live ? runCount / 2 : runCount);
  const orchestrator = await startService({
    lifecycle,
    name: "orchestrator",
    script: appEntry("orchestrator"),
    env: { DATABASE_URL: postgres.url, ROOKERY_ARTIFACTS_DIR: join(home, "artifacts") },
  });
  // Without a window frames may wait 200 ms until they are shown, whatever the page does.
  const hasWindow = process.env.DISPLAY !== undefined;
  const browser = await chromium.launch({
    executablePath: values.chromium,
    headless: !hasWindow,
    // Chromium's own sandbox refuses to be started by root, as in containers.
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  lifecycle.onClose("browser", () => browser.close());
  console.log(
    `Chromium ${browser.version()} ${hasWindow ? "in a window" : "without a window"}, ${values.runs} runs, slowdown ${values.slowdown}${values.live ? ", while it runs" : ""}`,
  );
  console.log(`Load average at the start: ${loadavg()[0]?.toFixed(1)}`);
  if (values.live) {
    const ending = setInterval(() => void sweep.endRuns(runsAtOnce), endEveryMs);
    lifecycle.onClose("ending of runs", () => clearInterval(ending));
  }
  printNumbers(
    await measureDashboard(browser, {
      url: orchestrator.url,
      sweepId: sweep.sweepId,
      rounds: Number(values.rounds),
      slowdown: Number(values.slowdown),
    }),
  );
  console.log(`Load average at the end: ${loadavg()[0]?.toFixed(1)}`);
} finally {
  await lifecycle.close();
}
