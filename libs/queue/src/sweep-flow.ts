import type { RunJob, SweepJob } from "@rookery/contracts";
import type { FlowJob } from "bullmq";
import {
  groupJobOptions,
  queueNames,
  type Retrying,
  runJobOptions,
  type SweepRound,
  sweepJobOptions,
} from "./catalog.ts";
import { tunables } from "./tunables.ts";

export interface QueuedRun {
  runId: string;
  number: number;
  params: RunJob["params"];
}

/** A round of a sweep, with the name that Bull Board shows before a run's number. */
export interface NamedRound extends SweepRound {
  name: string;
}

export interface SweepToQueue extends NamedRound, Retrying {
  /** The runs nobody has begun, in the order they should start. */
  runs: QueuedRun[];
}

/**
 * The sweep as one tree: finalizing job, group jobs, run jobs. Runs are grouped
 * by their number, so the same run always has the same parent.
 */
export function buildSweepFlow(sweep: SweepToQueue): FlowJob {
  const { sweepId, round, name } = sweep;
  const groups = new Map<number, QueuedRun[]>();
  for (const run of sweep.runs) {
    const group = Math.floor((run.number - 1) / tunables.runsPerGroup);
    const members = groups.get(group);
    if (members) members.push(run);
    else groups.set(group, [run]);
  }
  return {
    ...buildSweepJob(sweep),
    queueName: queueNames.sweeps,
    children: [...groups].map(([group, runs]) => ({
      name: groupName(name, runs),
      queueName: queueNames.sweeps,
      data: { sweepId, round } satisfies SweepJob,
      opts: groupJobOptions(sweep, group),
      children: runs.map((run) => ({
        ...buildRunJob(sweep, run),
        queueName: queueNames.runs,
      })),
    })),
  };
}

export function buildRunJob(sweep: Omit<SweepToQueue, "runs">, run: QueuedRun) {
  return {
    name: `${sweep.name} #${run.number}`,
    data: {
      sweepId: sweep.sweepId,
      runId: run.runId,
      round: sweep.round,
      number: run.number,
      params: run.params,
    } satisfies RunJob,
    opts: runJobOptions(run.runId, sweep),
  };
}

export function buildSweepJob({ sweepId, round, name }: NamedRound) {
  return {
    name: `${name}: finalize`,
    data: { sweepId, round } satisfies SweepJob,
    opts: sweepJobOptions({ sweepId, round }),
  };
}

function groupName(name: string, runs: QueuedRun[]): string {
  const numbers = runs.map((run) => run.number);
  return `${name} #${Math.min(...numbers)}-${Math.max(...numbers)}`;
}
