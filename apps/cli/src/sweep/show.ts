import type { RunState, Sweep } from "@rookery/contracts";
import {
  describeParam,
  describeProgress,
  describeSearch,
  describeSpec,
  describeStop,
  formatLeft,
  formatTime,
  formatTook,
  listTags,
} from "@rookery/presentation";
import { clean } from "../output/clean.ts";
import { paint, paintState } from "../output/paint.ts";
import { print, printFacts, printJson } from "../output/print.ts";
import { firstItems } from "../output/print-listing.ts";
import type { Session } from "../session.ts";
import { findFirstFailure } from "./find-failures.ts";
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
  print(`${paint.bold(clean(sweep.name))}  ${paintState(state)}`);
  printFacts({
    id: sweep.id,
    sweep: clean(describeSpec(spec)),
    space: Object.entries(spec.space).map(([name, values]) => clean(describeParam(name, values))),
    search: describeSearch(spec),
    objective: `${spec.objective.direction} ${clean(spec.objective.metric)}`,
    stopped: stopReason && describeStop(stopReason),
    runs: describeProgress(progress),
    experiment: clean(sweep.experiment),
    tags: clean(listTags(sweep.tags).join(", ")),
    about: sweep.description === null ? undefined : clean(sweep.description),
    replay: sweep.replayOf && `of run ${sweep.replayOf}`,
    launched: formatTime(sweep.createdAt),
    took: sweep.tookMs === null ? undefined : formatTook(sweep),
    left: formatLeft(sweep),
  });
}
