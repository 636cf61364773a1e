import type { Sweep, SweepPlan, SweepWarning, TimeEstimate } from "@rookery/contracts";
import { clean } from "../output/clean.ts";
import { formatCount, formatDuration, formatParam, plural } from "../output/format.ts";
import { paint, paintError } from "../output/paint.ts";
import { note, print, printFacts, printJson } from "../output/print.ts";
import { printTable } from "../output/table.ts";
import type { Session } from "../session.ts";
import { describeSearch, describeSpec } from "./describe-spec.ts";
import { shortId } from "./find-sweep.ts";
import { finishSweep } from "./finish-sweep.ts";
import { followSweep } from "./follow-sweep.ts";
import { launchOnce } from "./launch-once.ts";
import { readSweepFile } from "./read-sweep-file.ts";

export interface RunOptions {
  dryRun?: boolean;
  detach?: boolean;
  key?: string;
  top: number;
}

export async function runSweep(
  session: Session,
  file: string,
  { dryRun, detach, key, top }: RunOptions,
): Promise<number | undefined> {
  const { client, json } = session;
  const { request, locate } = await readSweepFile(file);
  const rethrow = (error: unknown) => {
    throw locate(error);
  };
  if (dryRun) {
    const plan = await client.sweeps.plan(request).catch(rethrow);
    if (json) printJson(plan);
    else printPlan(plan);
    return;
  }
  const launched = await launchOnce(client, request, key).catch(rethrow);
  if (detach) {
    if (json) printJson(launched);
    else printLaunched(launched);
    return;
  }
  note(
    `${paintError.green("✓")} Sweep ${paintError.bold(shortId(launched.id))}, ${plural(launched.progress.total, "run")}: ${describeSpec(launched.spec)}`,
  );
  const followed = await followSweep(session, launched.id, launched.spec.objective.metric);
  return await finishSweep(session, followed, top);
}

function printLaunched({ id, name, progress }: Sweep): void {
  print(
    `${paint.green("✓")} Launched ${paint.bold(clean(name))}, ${plural(progress.total, "run")}`,
  );
  printFacts({ id, watch: `rookery sweep watch ${shortId(id)}` });
}

function printPlan(plan: SweepPlan): void {
  const { runCount, spec, firstCombinations } = plan;
  print(`${paint.green("✓")} ${plural(runCount, "run")} would be launched: ${describeSpec(spec)}`);
  printFacts({
    search: describeSearch(spec),
    space:
      plan.combinationCount === null ? "continuous" : plural(plan.combinationCount, "combination"),
    known:
      plan.alreadyRun > 0 ? `${plural(plan.alreadyRun, "combination")} succeeded before` : null,
    time: plan.estimate && describeEstimate(plan.estimate),
  });
  const names = [...new Set(firstCombinations.flatMap((params) => Object.keys(params)))];
  printWarnings(plan.warnings);
  if (names.length === 0) return;
  print();
  printTable(
    names.map((name) => ({
      title: clean(name),
      cell: (params: SweepPlan["firstCombinations"][number]) => formatParam(params[name]),
      align: "right" as const,
      shrinks: true,
    })),
    firstCombinations,
  );
  const more = runCount - firstCombinations.length;
  if (more > 0) print(`and ${formatCount(more)} more`);
}

function printWarnings(warnings: SweepWarning[]): void {
  for (const { column, kind, evidence, leftOut } of warnings) {
    const rest = leftOut ? "; left out" : "";
    print(`${paint.yellow("!")} ${clean(`${column} looks ${kind}: ${evidence}${rest}`)}`);
  }
}

function describeEstimate({ totalMs, runMs, threads, basis }: TimeEstimate): string {
  const total = totalMs === null ? "no worker is alive" : `about ${formatDuration(totalMs)}`;
  return `${total}: ${formatDuration(runMs)} per run on ${plural(threads, "thread")}, judged by ${plural(basis.runs, "run")}${basis.kind === "other-datasets" ? " on other datasets" : ""}`;
}
