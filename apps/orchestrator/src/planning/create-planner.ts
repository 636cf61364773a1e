import { createHash } from "node:crypto";
import { readSetup, type SweepSpec } from "@rookery/contracts";
import { loadTable } from "@rookery/datasets";
import type { DroppedClass } from "@rookery/learning";
import { createTableCache, type Outcome, unpackError } from "@rookery/training-threads";
import { LRUCache } from "lru-cache";
import type { OrchestratorDeps } from "../deps.ts";
import type { LaunchDraw } from "../launch/draw-at-launch.ts";
import { createPlanThreads } from "./create-plan-threads.ts";
import type { PlanResult, PlanTask, SplitTask } from "./plan-thread.ts";

/** Answers kept: people who fill in a form ask again with every change, and launch what they saw. */
const rememberedAnswers = 200;
/** Combinations kept in all answers together, some 500 bytes each. */
const rememberedCombinations = 100_000;
const rememberedMs = 5 * 60_000;
/** Of target columns: eight million numbers. */
const rememberedTableBytes = 64 * 2 ** 20;

export interface SplitQuestion extends SplitTask {
  datasetVersionId: number;
}

/**
 * What planning a sweep has to compute: trying the space on the trainers,
 * drawing combinations, parting the rows. It happens on threads, so a server
 * answers others meanwhile; within a budget of time; ends when whoever asked has
 * left; and is done once, as the answer depends on nothing but the question.
 *
 * Rejects with what is wrong with the sweep, with `sweep-invalid` when it takes
 * too long, and with `unavailable` when too many plans wait or the server stops.
 */
export interface Planner {
  requireSpace(spec: SweepSpec, signal?: AbortSignal): Promise<void>;
  draw(spec: SweepSpec, signal?: AbortSignal): Promise<LaunchDraw>;
  /** Answers the classes whose rows are left out. */
  requireSplits(question: SplitQuestion, signal?: AbortSignal): Promise<DroppedClass[]>;
  close(): Promise<void>;
}

export function createPlanner({
  database,
  trainers,
  planBudgetMs,
}: Pick<OrchestratorDeps, "database" | "trainers" | "planBudgetMs">): Planner {
  const threads = createPlanThreads({ modules: trainers.modules, budgetMs: planBudgetMs });
  const tables = createTableCache({
    load: (datasetVersionId, columns) => loadTable({ database, datasetVersionId, columns }),
    maxBytes: rememberedTableBytes,
  });
  const known = new LRUCache<string, Outcome<PlanResult>>({
    max: rememberedAnswers,
    maxSize: rememberedCombinations,
    sizeCalculation: (answer) => Math.max(1, countCombinations(answer)),
    ttl: rememberedMs,
    ttlAutopurge: true,
  });

  async function ask(
    question: unknown,
    task: () => PlanTask | Promise<PlanTask>,
    signal: AbortSignal | undefined,
  ): Promise<PlanResult> {
    const key = createHash("sha256").update(JSON.stringify(question)).digest("hex");
    const answer = known.get(key) ?? (await threads.perform(await task(), signal));
    known.set(key, answer);
    if (answer.ok) return answer.value;
    throw unpackError(answer.error);
  }

  return {
    async requireSpace(spec, signal) {
      await ask(["space", describeSearch(spec)], () => ({ kind: "space", spec }), signal);
    },
    async draw(spec, signal) {
      const draw = await ask(
        ["draw", describeSearch(spec)],
        () => ({ kind: "draw", spec }),
        signal,
      );
      return draw as LaunchDraw;
    },
    async requireSplits({ datasetVersionId, task, metric, ...setup }, signal) {
      const split = { task, metric, ...readSetup(setup) };
      const makeTask = async (): Promise<PlanTask> => {
        const table = await tables.get(datasetVersionId, [split.target]);
        return { kind: "splits", split, table };
      };
      const dropped = await ask(["splits", datasetVersionId, split], makeTask, signal);
      return dropped as DroppedClass[];
    },
    close: () => threads.close(),
  };
}

function countCombinations(answer: Outcome<PlanResult>): number {
  const value = answer.ok ? answer.value : null;
  return value !== null && "combinations" in value ? value.combinations.size : 0;
}

/** What decides the combinations; the order of names is part of it. */
function describeSearch({
  trainers,
  space,
  constraints,
  sampler,
  tryFirst,
  seed,
  runs,
}: SweepSpec) {
  return { trainers, space, constraints, sampler, tryFirst, seed, runs };
}
