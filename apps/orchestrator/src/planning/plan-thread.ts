import { workerData } from "node:worker_threads";
import type { SweepSetup, SweepSpec, Task } from "@rookery/contracts";
import { type DroppedClass, planSplits, type Table } from "@rookery/learning";
import { loadTrainers, type TrainerModules } from "@rookery/trainer-kit";
import { type Outcome, packError } from "@rookery/training-threads";
import { drawAtLaunch, type LaunchDraw } from "../launch/draw-at-launch.ts";
import { requireSpace } from "../launch/require-space.ts";

/** What decides how the rows of a sweep are parted. */
export interface SplitTask extends SweepSetup {
  task: Task;
  /** The objective's. */
  metric: string;
}

export type PlanTask =
  | { kind: "space"; spec: SweepSpec }
  | { kind: "draw"; spec: SweepSpec }
  | { kind: "splits"; split: SplitTask; table: Table };

export type PlanResult = LaunchDraw | DroppedClass[] | null;

const trainers = loadTrainers(workerData as TrainerModules);
// Whoever gives a task hears of it.
trainers.catch(() => {});

/** The thread's work; errors are answered as values, because only plain data crosses threads intact. */
export async function perform(task: PlanTask): Promise<Outcome<PlanResult>> {
  try {
    return { ok: true, value: await plan(task) };
  } catch (error) {
    return { ok: false, error: packError(error, "internal") };
  }
}

async function plan(task: PlanTask): Promise<PlanResult> {
  switch (task.kind) {
    case "space":
      requireSpace(task.spec, await trainers);
      return null;
    case "draw":
      return drawAtLaunch(task.spec, await trainers);
    case "splits":
      return planSplits({ ...task.split, table: task.table }).test.dropped;
  }
}
