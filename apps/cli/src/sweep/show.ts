import type { RunState, Sweep } from "@rookery/contracts";
import { firstItems } from "../commands/first-items.ts";
import { clean } from "../output/clean.ts";
import { describeLeft } from "../output/describe-left.ts";
import { formatDuration, formatTime } from "../output/format.ts";
import { paint } from "../output/paint.ts";
import { paintState } from "../output/paint-state.ts";
import { print, printFacts, printJson } from "../output/print.ts";
import type { Session } from "../session.ts";
import { describeParam } from "./describe-param.ts";
import { describeSearch, describeSpec } from "./describe-spec.ts";
import { describeTags } from "./describe-tags.ts";
import { findFirstFailure } from "./find-first-failure.ts";
import { findSweepId } from "./find-sweep.ts";
import { printRuns } from "./print-runs.ts";
import { printResult } from "./print-sweep.ts";

export async function showSweep(
  { client, json }: Session,
  which: string,
  { top, runs: state }: { top: number; runs?: RunState },
): Promise<void> {
  const id = await findSweepId(client, which);
  const sweep = await client.sweeps.get(id);
  const query = state ? { state } : { sort: "objective" };
  const runs = await firstItems((page) => client.sweeps.runs(id, { ...page, ...query }), top);
  if (json) return printJson({ ...sweep, runs: runs.items });
  printHead(sweep);
  print();
  if (state) printRuns(runs.items, state);
  else printResult(sweep, runs.items, await findFirstFailure(client, sweep));
}

function printHead(sweep: Sweep): void {
  const { spec, state, progress, stopReason } = sweep;
  print(
    `${paint.bold(clean(sweep.name))}  ${paintState(state)}${stopReason && stopReason !== state ? ` (${stopReason})` : ""}`,
  );
  printFacts({
    id: sweep.id,
    sweep: describeSpec(spec),
    space: Object.entries(spec.space).map(([name, values]) => describeParam(name, values)),
    search: describeSearch(spec),
    objective: `${spec.objective.direction} ${clean(spec.objective.metric)}`,
    runs: describeProgress(progress),
    experiment: clean(sweep.experiment),
    tags: clean(describeTags(sweep.tags)) || undefined,
    about: sweep.description === null ? undefined : clean(sweep.description),
    replay: sweep.replayOf && `of run ${sweep.replayOf}`,
    launched: formatTime(sweep.createdAt),
    took: sweep.tookMs === null ? undefined : formatDuration(sweep.tookMs),
    left: sweep.etaMs === null ? undefined : describeLeft(sweep.etaMs),
  });
}

function describeProgress(progress: Sweep["progress"]): string {
  const { total, ...states } = progress;
  const counts = Object.entries(states).filter(([, count]) => count > 0);
  return [`${total}`, ...counts.map(([state, count]) => `${count} ${state}`)].join(", ");
}
