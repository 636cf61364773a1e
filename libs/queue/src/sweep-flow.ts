import type { RunJob, SweepJob } from "@rookery/contracts";
import type { FlowJob } from "bullmq";
import {
  groupJobOptions,
  queueNames,
  type Retrying,
  runJobOptions,
  sweepJobOptions,
} from "./catalog.ts";
import { tunables } from "./tunables.ts";

export interface QueuedRun {
  runId: string;
  number: number;
  params: RunJob["params"];
}

export interface SweepToQueue extends Retrying {
  sweepId: string;
  /** Shown before the run's number in Bull Board. */
  name: string;
  /** The runs that have not ended, in the order they should start. */
  runs: QueuedRun[];
}

/**
 * The sweep as one tree: finalizing job, group jobs, run jobs. Runs are grouped
 * by their number, so the same run always has the same parent.
 */
export function buildSweepFlow(sweep: SweepToQueue): FlowJob {
  const { sweepId, name } = sweep;
  const groups = new Map<number, QueuedRun[]>();
  for (const run of sweep.runs) {
    const group = Math.floor((run.number - 1) / tunables.runsPerGroup);
    const members = groups.get(group);
    if (members) members.push(run);
    else groups.set(group, [run]);
  }
  return {
    ...buildSweepJob(sweepId, name),
    queueName: queueNames.sweeps,
    children: [...groups].map(([group, runs]) => ({
      name: groupName(name, runs),
      queueName: queueNames.sweeps,
      data: { sweepId } satisfies SweepJob,
      opts: groupJobOptions(sweepId, group),
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
      number: run.number,
      params: run.params,
    } satisfies RunJob,
    opts: runJobOptions(run.runId, sweep),
  };
}

export function buildSweepJob(sweepId: string, name: string) {
  return {
    name: `${name}: finalize`,
    data: { sweepId } satisfies SweepJob,
    opts: sweepJobOptions(sweepId),
  };
}

function groupName(name: string, runs: QueuedRun[]): string {
  const numbers = runs.map((run) => run.number);
  return `${name} #${Math.min(...numbers)}-${Math.max(...numbers)}`;
}
