import { setTimeout as delay } from "node:timers/promises";
import { readCpuMs } from "../services/cpu-time.ts";
import type { Platform } from "../services/start-platform.ts";
import { type SweepShape, sweepRequest } from "../sweep-request.ts";

/** One primary key look-up each, straight in the database: nothing the sweep would notice. */
const lookMs = 50;

export interface SweepNumbers extends SweepShape {
  /** From sending POST /sweeps to its answer: checked, written and in the queue. */
  launchMs: number;
  /** From sending POST /sweeps to the recorded end of the last run. */
  wallMs: number;
  runsPerSecond: number;
  wallPerRunMs: number;
  /** What the threads spent fitting, spread over them. */
  fitPerRunMs: number;
  /** `wallPerRunMs` without `fitPerRunMs`. */
  overheadPerRunMs: number;
  /** From the end of the last run to the end of the sweep: refit, test, registration. */
  finalizeMs: number;
  /** CPU time per run by process; missing where /proc is. */
  cpuPerRunMs: Record<string, number>;
}

interface Ended {
  succeeded: number;
  last_end: Date;
  fit_ms: number;
  finished_at: Date;
}

/** Launches a sweep over HTTP and waits for its end. */
export async function measureSweep(
  platform: Platform,
  shape: SweepShape & { threads: number },
): Promise<SweepNumbers> {
  const { client, database } = platform;
  const { runs, keepModels, threads } = shape;
  const cpuBefore = await cpuByProcess(platform);
  const sentAt = Date.now();
  const { id } = await client.sweeps.launch(sweepRequest({ runs, keepModels }));
  const launchMs = Date.now() - sentAt;
  await untilEnded(platform, id);
  const cpuAfter = await cpuByProcess(platform);

  const { rows } = await database.pool.query<Ended>(
    `select count(*) filter (where run.state = 'succeeded')::int as succeeded,
            max(run.ended_at) as last_end, sum((run.timings ->> 'fitMs')::float8) as fit_ms,
            sweep.finished_at
       from rookery.sweeps sweep join rookery.runs run on run.sweep_id = sweep.id
      where sweep.id = $1 group by sweep.id`,
    [id],
  );
  const ended = rows[0];
  if (ended?.succeeded !== runs)
    throw new Error(`Only ${ended?.succeeded} of ${runs} runs succeeded`);
  const wallMs = ended.last_end.getTime() - sentAt;
  const wallPerRunMs = wallMs / runs;
  const fitPerRunMs = ended.fit_ms / threads / runs;
  return {
    runs,
    keepModels,
    launchMs,
    wallMs,
    runsPerSecond: (runs / wallMs) * 1_000,
    wallPerRunMs,
    fitPerRunMs,
    overheadPerRunMs: wallPerRunMs - fitPerRunMs,
    finalizeMs: ended.finished_at.getTime() - ended.last_end.getTime(),
    cpuPerRunMs: Object.fromEntries(
      Object.entries(cpuAfter).map(([name, ms]) => [name, (ms - (cpuBefore[name] ?? 0)) / runs]),
    ),
  };
}

async function untilEnded({ database, services }: Platform, sweepId: string): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query<{ state: string }>({
      name: "sweep-state",
      text: "select state from rookery.sweeps where id = $1",
      values: [sweepId],
    });
    const state = rows[0]?.state;
    if (state === "succeeded") return;
    if (state !== "running" && state !== "finalizing") {
      const warnings = services.flatMap((service) => service.warnings);
      throw new Error(`The sweep ended as ${state}:\n${warnings.slice(-5).join("\n")}`);
    }
    await delay(lookMs);
  }
}

async function cpuByProcess({
  database,
  services,
  redis,
}: Platform): Promise<Record<string, number>> {
  const cpu: Record<string, number> = {};
  const add = async (name: string, pid: number) => {
    const ms = await readCpuMs(pid);
    if (ms !== undefined) cpu[name] = (cpu[name] ?? 0) + ms;
  };
  for (const { name, pid } of services) await add(name, pid);
  if (redis?.pid !== undefined) await add("redis", redis.pid);
  const { rows } = await database.pool.query<{ pid: number }>("select pid from pg_stat_activity");
  for (const { pid } of rows) await add("postgres", pid);
  return cpu;
}
