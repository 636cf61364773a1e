import type { QueueNumbers } from "../measure/measure-queue.ts";
import type { BenchNumbers } from "../run-bench.ts";
import { judgePredict, judgeSweeps } from "./aims.ts";
import { cpuTable, growthTable, predictTable, readsTable, sweepTable } from "./tables.ts";

const shownWarnings = 3;

export function printReport({
  node,
  threads,
  redis,
  postgres,
  predicts,
  growth,
}: BenchNumbers): void {
  console.log(`Node ${node}, ${threads} cores; one worker process with ${threads} threads`);
  if ("skipped" in redis) section("Queue on Redis", [`skipped: ${redis.skipped}`]);
  else section(`Queue on Redis (${redis.settings})`, queueReport("redis", redis));
  section("Queue on PostgreSQL", queueReport("postgres", postgres));
  section("POST /predict beside an empty Fastify route, taking turns", [
    predictTable(predicts),
    ...judgePredict(predicts),
  ]);
  section("One claim and one finish as the tables grow", [growthTable(growth)]);
}

function queueReport(
  backend: "redis" | "postgres",
  { sweeps, reads, warnings }: QueueNumbers,
): string[] {
  return [
    sweepTable(sweeps),
    ...judgeSweeps(backend, sweeps),
    "",
    "CPU time per run in ms, by process:",
    cpuTable(sweeps),
    "",
    "Reads about the largest sweep:",
    readsTable(reads),
    ...(warnings.length > 0 ? [`The services logged ${warnings.length} warnings:`] : []),
    ...warnings.slice(0, shownWarnings),
  ];
}

function section(title: string, lines: string[]): void {
  console.log(`\n${title}\n${lines.join("\n")}`);
}
