import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { QueueKind } from "./start-platform.ts";

/** When an action is due: so many runs have ended, or all of them have and the sweep has not. */
export type Moment = { endedRuns: number } | { finalizing: true };

export type Action =
  | { kind: "kill"; role: "worker" | "orchestrator" | "finalizer"; index: number; downMs: number }
  | { kind: "flush-redis" }
  | { kind: "restart-postgres"; downMs: number }
  | { kind: "cut-store" | "cut-redis"; manner: "refuse" | "silence"; downMs: number };

export interface PlannedAction {
  moment: Moment;
  /** Wait after the moment, which lets actions meet while the database cannot be asked. */
  delayMs: number;
  action: Action;
}

export interface ScheduleOptions {
  seed: number;
  backend: QueueKind;
  runs: number;
  workers: number;
  orchestrators: number;
  kills: { worker: number; orchestrator: number; finalizer: number };
  /** How long each service stays away. Default: some seconds, drawn, and Redis is only emptied. */
  outageMs?: number | undefined;
}

/**
 * What will happen to a sweep, drawn from the seed alone. Actions hang on
 * progress and not on the clock, so that a seed means the same on a fast
 * machine and on a slow one.
 */
export function makeSchedule(options: ScheduleOptions): PlannedAction[] {
  const random = xoroshiro128plus(options.seed);
  const draw = (min: number, max: number) => uniformInt(random, min, max);
  const moment = (): Moment => ({
    endedRuns: Math.floor((options.runs * draw(5, 90)) / 100),
  });
  const planned = (action: Action): PlannedAction => ({
    moment: moment(),
    delayMs: draw(0, 500),
    action,
  });
  const kill = (role: "worker" | "orchestrator" | "finalizer", count: number) =>
    planned({ kind: "kill", role, index: draw(1, count), downMs: draw(0, 2_000) });

  const { kills, workers, orchestrators, outageMs } = options;
  const away = (min: number, max: number) => outageMs ?? draw(min, max);
  const manner = () => (draw(0, 1) === 0 ? "refuse" : "silence");
  const actions = [
    planned({ kind: "restart-postgres", downMs: away(500, 4_000) }),
    planned({
      kind: "cut-store",
      manner: manner(),
      downMs: away(1_000, 8_000),
    }),
    ...repeat(kills.worker, () => kill("worker", workers)),
    ...repeat(kills.orchestrator, () => kill("orchestrator", orchestrators)),
    ...repeat(kills.finalizer - 1, () => kill("finalizer", 1)),
    { ...kill("finalizer", 1), moment: { finalizing: true } as const, delayMs: draw(0, 60) },
  ];
  if (options.backend === "redis") {
    actions.push(planned({ kind: "flush-redis" }));
    if (outageMs !== undefined) {
      actions.push(planned({ kind: "cut-redis", manner: manner(), downMs: outageMs }));
    }
  }
  return actions.sort((a, b) => momentOrder(a) - momentOrder(b) || a.delayMs - b.delayMs);
}

/** Workers that die in the middle of a search. */
export function makeSearchSchedule(
  options: Pick<ScheduleOptions, "seed" | "runs" | "workers">,
  kills: number,
): PlannedAction[] {
  const random = xoroshiro128plus(options.seed + 1);
  const draw = (min: number, max: number) => uniformInt(random, min, max);
  const actions = repeat(
    kills,
    (): PlannedAction => ({
      moment: { endedRuns: Math.floor((options.runs * draw(20, 80)) / 100) },
      delayMs: draw(0, 100),
      action: {
        kind: "kill",
        role: "worker",
        index: draw(1, options.workers),
        downMs: draw(0, 2_000),
      },
    }),
  );
  return actions.sort((a, b) => momentOrder(a) - momentOrder(b));
}

export function describeAction(action: Action): string {
  switch (action.kind) {
    case "kill":
      return `kill ${action.role} ${action.index}, its successor starts after ${action.downMs} ms`;
    case "flush-redis":
      return "flush Redis";
    case "restart-postgres":
      return `stop PostgreSQL for ${action.downMs} ms`;
    case "cut-redis":
      return `cut Redis off for ${action.downMs} ms (${action.manner})`;
    case "cut-store":
      return `cut the store off for ${action.downMs} ms (${action.manner})`;
  }
}

export function describeMoment(moment: Moment): string {
  return "finalizing" in moment ? "at finalizing" : `after ${moment.endedRuns} runs`;
}

function momentOrder({ moment }: PlannedAction): number {
  return "finalizing" in moment ? Number.POSITIVE_INFINITY : moment.endedRuns;
}

function repeat<T>(count: number, make: () => T): T[] {
  return Array.from({ length: Math.max(count, 0) }, make);
}
