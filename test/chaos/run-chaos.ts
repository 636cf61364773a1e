import { setTimeout as delay } from "node:timers/promises";
import { createClient, createInferenceClient } from "@rookery/client";
import type { SweepRequest } from "@rookery/contracts";
import pg from "pg";
import { gentoo, importPenguins } from "../e2e/support/penguins.ts";
import { Cleanup } from "../services/cleanup.ts";
import { createSaboteur } from "./carry-out.ts";
import { cleanUp } from "./clean-up.ts";
import { compareResults } from "./compare-results.ts";
import { createFleet, type Fleet, type Member } from "./create-fleet.ts";
import { createTimeline, inSeconds, type Timeline } from "./create-timeline.ts";
import { countAttempts, examine } from "./examine.ts";
import {
  describeAction,
  describeMoment,
  makeSchedule,
  makeSearchSchedule,
  type PlannedAction,
} from "./make-schedule.ts";
import { examineSearch, searchSweep } from "./search-beside.ts";
import { type QueueKind, startPlatform } from "./start-platform.ts";
import { type SweepView, watchSweep } from "./watch-sweep.ts";

export interface ChaosPlan {
  seed: number;
  backend: QueueKind;
  runs: number;
  workers: number;
  orchestrators: number;
  kills: { worker: number; orchestrator: number; finalizer: number };
  /** See `ScheduleOptions`. */
  outageMs?: number | undefined;
  /** Steps of the longest runs; the others take a part of it. */
  steps: number;
  quietOnly?: boolean;
  print: (line: string) => void;
}

export interface ChaosReport {
  /** Empty when everything is as it must be. */
  problems: string[];
  /** What every process wrote. */
  output: Map<string, string>;
}

/** Longer than every recovery there is. */
const stuckMs = 240_000;
const askEveryMs = 50;
/** A worker of one thread trains one run while it records or claims another. */
const runsPerWorker = 2;

/**
 * Runs the same sweep twice on a whole team: quietly, then while everything
 * around it breaks, a search beside it; answers what is not as it must be.
 */
export async function runChaos(plan: ChaosPlan): Promise<ChaosReport> {
  const timeline = createTimeline(plan.print);
  const cleanup = new Cleanup();
  let fleet: Fleet | undefined;
  try {
    timeline.note(`queue on ${plan.backend}, seed ${plan.seed}, ${plan.runs} runs`);
    const platform = await startPlatform(plan.backend, cleanup);
    fleet = createFleet({ env: platform.env, timeline });
    const members = await startMembers(fleet, plan);
    timeline.note(`${members.length} processes are ready`);
    const pool = openPool(platform.databaseUrl, cleanup);

    const problems = await runBoth({ plan, platform, members, pool, timeline }).catch(
      (error: Error) => [error.stack ?? error.message],
    );
    await fleet.stop();
    problems.push(...fleet.crashes);
    return { problems, output: fleet.output() };
  } finally {
    await fleet?.stop();
    await cleanup.run();
  }
}

interface Stage {
  plan: ChaosPlan;
  platform: Awaited<ReturnType<typeof startPlatform>>;
  members: Member[];
  pool: pg.Pool;
  timeline: Timeline;
}

async function runBoth(stage: Stage): Promise<string[]> {
  const { plan, platform, members, pool, timeline } = stage;
  const client = createClient({ url: urlOf(members, "orchestrator") });
  await importPenguins(client);

  const quiet = await client.sweeps.launch(chaosSweep(plan, "quiet"));
  const quietMs = await timed(() => watchToEnd(pool, quiet.id, () => {}));
  timeline.note(`the quiet sweep took ${inSeconds(quietMs)}`);
  const atRest = await examine(pool, quiet.id, platform.store);
  const problems = atRest.problems.map((problem) => `quiet sweep: ${problem}`);
  if (atRest.orphanFiles.length > 0) problems.push(`quiet sweep: ${atRest.orphanFiles}`);
  if (plan.quietOnly) return problems;

  const asking = askForPredictions(urlOf(members, "inference"));
  const searchPlan = { runs: Math.ceil(plan.runs / 4), seed: plan.seed };
  const searchKills = Math.ceil(plan.kills.worker / 3);
  const search = await client.sweeps.launch(searchSweep(searchPlan));
  const { id } = await client.sweeps.launch(chaosSweep(plan, "chaos"));
  const searchSchedule = makeSearchSchedule({ ...plan, ...searchPlan }, searchKills);
  await Promise.all([
    sabotage(stage, { title: "search", sweepId: search.id, schedule: searchSchedule }),
    sabotage(stage, { title: "sweep", sweepId: id, schedule: makeSchedule(plan) }),
  ]);
  const { answered, failures } = await asking.stop();
  timeline.note(`${answered} predictions answered meanwhile, ${failures.length} failed`);
  problems.push(...failures.map((failure) => `a prediction failed: ${failure}`));

  const before = await examine(pool, id, platform.store);
  timeline.note(`${before.orphanFiles.length} files of attempts that died, named by no row`);
  const removed = await cleanUp(platform);
  const examined = await examine(pool, id, platform.store);
  timeline.note(`the clean-up removed ${removed} files`);
  problems.push(...examined.orphanFiles.map((key) => `the clean-up left ${key}`));
  const attempts = await countAttempts(pool, id);
  const counts = [...attempts].map(([state, count]) => `${count} ${state}`);
  timeline.note(`attempts: ${counts.join(", ")}`);
  const killedWorkers = plan.kills.worker + searchKills;
  if ((attempts.get("lost") ?? 0) > killedWorkers * runsPerWorker) {
    problems.push(`more attempts were lost than the killed workers held: ${attempts.get("lost")}`);
  }
  return [
    ...problems,
    ...before.problems,
    ...examined.problems,
    ...(await compareResults(pool, id, quiet.id)),
    ...(await examine(pool, search.id, platform.store)).problems,
    ...(await examineSearch(pool, search.id)),
  ];
}

interface Sabotage {
  title: string;
  sweepId: string;
  schedule: PlannedAction[];
}

/** Watches a sweep to its end and breaks things as it comes along. */
async function sabotage(
  { plan, platform, members, pool, timeline }: Stage,
  { title, sweepId, schedule }: Sabotage,
): Promise<void> {
  for (const { moment, delayMs, action } of schedule) {
    const when = `${describeMoment(moment)} of the ${title} + ${delayMs} ms`;
    plan.print(`    plan  ${when}: ${describeAction(action)}`);
  }
  const saboteur = createSaboteur({ schedule, members, platform, timeline });
  const tookMs = await timed(() => watchToEnd(pool, sweepId, saboteur.see));
  timeline.note(`the ${title} has ended after ${inSeconds(tookMs)}`);
  await saboteur.finish();
}

/** Every run differs from all others; the longest take `steps` steps. */
function chaosSweep({ runs, steps, seed }: ChaosPlan, model: string): SweepRequest {
  const stepCount = 10;
  const rates = Math.ceil(runs / stepCount);
  return {
    dataset: "penguins",
    target: "species",
    name: model,
    model,
    space: {
      learningRate: { scale: "log", min: 0.001, max: 0.1, count: rates },
      steps: {
        values: Array.from({ length: stepCount }, (_, at) => ((at + 1) * steps) / stepCount),
      },
    },
    validation: { kind: "hold-out", fraction: 0.2 },
    seed,
    // A run may be on every worker that is killed; nothing else may use up a try.
    runAttempts: 8,
  };
}

async function startMembers(fleet: Fleet, plan: ChaosPlan): Promise<Member[]> {
  const start = (role: "worker" | "orchestrator", count: number) =>
    Array.from({ length: count }, (_, at) => fleet.start(role, at + 1));
  return await Promise.all([
    ...start("orchestrator", plan.orchestrators),
    ...start("worker", plan.workers),
    fleet.start("finalizer", 1),
    fleet.start("inference", 1),
  ]);
}

function urlOf(members: Member[], role: string): string {
  return members.find((member) => member.role === role)?.url ?? "";
}

function openPool(connectionString: string, cleanup: Cleanup): pg.Pool {
  const pool = new pg.Pool({ connectionString, connectionTimeoutMillis: 2_000 });
  // The database is going to be stopped below it.
  pool.on("error", () => {});
  cleanup.add(() => pool.end());
  return pool;
}

async function watchToEnd(
  pool: pg.Pool,
  sweepId: string,
  see: (view: SweepView) => void,
): Promise<void> {
  for await (const view of watchSweep(pool, sweepId, stuckMs)) see(view);
}

/** Somebody uses the quiet sweep's model all along. */
function askForPredictions(url: string) {
  const inference = createInferenceClient({ url });
  const failures: unknown[] = [];
  let answered = 0;
  let stopped = false;
  const asking = (async () => {
    while (!stopped) {
      await inference.predict({ model: "quiet", rows: gentoo }).then(
        () => {
          answered += 1;
        },
        (error) => failures.push(error),
      );
      await delay(askEveryMs);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await asking;
      return { answered, failures };
    },
  };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
