import { setTimeout as delay } from "node:timers/promises";
import type { TcpProxy } from "../services/start-tcp-proxy.ts";
import type { Member } from "./create-fleet.ts";
import { inSeconds, type Timeline } from "./create-timeline.ts";
import { type Action, describeAction, type Moment, type PlannedAction } from "./make-schedule.ts";
import type { Platform } from "./start-platform.ts";
import type { SweepView } from "./watch-sweep.ts";

export interface Saboteur {
  /** Begins what is due and tells what has recovered. */
  see(view: SweepView): void;
  /** Waits until everything that was taken away is back. */
  finish(): Promise<void>;
}

interface SaboteurOptions {
  schedule: PlannedAction[];
  members: Member[];
  platform: Platform;
  timeline: Timeline;
}

/** Over when it says so, given what is seen; the time since `fromMs` is told. */
interface Recovery {
  what: string;
  fromMs: number;
  isOver(view: SweepView): boolean;
}

/** Carries out a schedule as the sweep comes along. */
export function createSaboteur(options: SaboteurOptions): Saboteur {
  const { members, platform, timeline } = options;
  const planned = [...options.schedule];
  const underWay: Promise<void>[] = [];
  const recoveries = new Set<Recovery>();
  let seen: SweepView | undefined;

  async function carryOut({ delayMs, action }: PlannedAction): Promise<void> {
    await delay(delayMs);
    timeline.note(describeAction(action));
    await doIt(action);
  }

  async function doIt(action: Action): Promise<void> {
    switch (action.kind) {
      case "kill": {
        const victim = members.find(({ name }) => name === `${action.role} ${action.index}`);
        if (!victim) throw new Error(`There is no ${action.role} ${action.index}`);
        const { workerId } = victim;
        if (workerId && seen?.holders.has(workerId)) {
          const isOver = ({ holders }: SweepView) => !holders.has(workerId);
          recover({ what: `the runs ${victim.name} held are somebody else's`, isOver });
        }
        return await victim.kill(action.downMs);
      }
      case "flush-redis":
        await platform.flushRedis?.();
        return recoverProgress("after the flush");
      case "restart-postgres":
        await platform.restartPostgres(action.downMs);
        timeline.note("PostgreSQL is back");
        return recoverProgress("with PostgreSQL back");
      case "cut-store": {
        if (!platform.storeProxy) return timeline.note("artifacts are files: nothing to cut");
        await cutOff(platform.storeProxy, action);
        timeline.note("the store is back");
        return recoverProgress("with the store back");
      }
      case "cut-redis":
        if (!platform.redisProxy) return;
        await cutOff(platform.redisProxy, action);
        timeline.note("Redis is back");
        return recoverProgress("with Redis back");
    }
  }

  function recover(recovery: Omit<Recovery, "fromMs">): void {
    recoveries.add({ ...recovery, fromMs: performance.now() });
  }

  function recoverProgress(when: string): void {
    const before = seen?.ended ?? 0;
    const isOver = ({ ended, total }: SweepView) => ended > before || ended === total;
    recover({ what: `runs are recorded again ${when}`, isOver });
  }

  return {
    see(view) {
      seen = view;
      while (planned[0] && isDue(planned[0].moment, view)) {
        underWay.push(carryOut(planned.shift() as PlannedAction));
      }
      for (const recovery of recoveries) {
        if (!recovery.isOver(view)) continue;
        recoveries.delete(recovery);
        timeline.note(`${recovery.what}: ${inSeconds(performance.now() - recovery.fromMs)}`);
      }
    },
    async finish() {
      for (const { action } of planned) timeline.note(`came too late: ${describeAction(action)}`);
      await Promise.all(underWay);
    },
  };
}

async function cutOff(
  proxy: TcpProxy,
  { manner, downMs }: { manner: "refuse" | "silence"; downMs: number },
): Promise<void> {
  proxy.cut(manner);
  await delay(downMs);
  proxy.restore();
}

function isDue(moment: Moment, { ended, total }: SweepView): boolean {
  return "finalizing" in moment ? ended === total : ended >= moment.endedRuns;
}
