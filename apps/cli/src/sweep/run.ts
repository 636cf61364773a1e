import type { Sweep, SweepPlan, SweepWarning } from "@rookery/contracts";
import {
  describeEstimate,
  describeSearch,
  describeSpace,
  describeSpec,
  describeWarning,
  formatCount,
  formatParam,
  plural,
} from "@rookery/presentation";
import { clean } from "../output/clean.ts";
import { paint, paintError } from "../output/paint.ts";
import { note, print, printFacts, printJson } from "../output/print.ts";
import { printTable } from "../output/table.ts";
import type { Session } from "../session.ts";
import { shortId } from "./find-sweep.ts";
import { followSweep } from "./follow-sweep.ts";
import { launchOnce } from "./launch-once.ts";
import { readSweepFile } from "./read-sweep-file.ts";
import { reportSweepEnd } from "./watch.ts";

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
    `${paintError.green("✓")} Sweep ${paintError.bold(shortId(launched.id))}, ${plural(launched.progress.total, "run")}: ${clean(describeSpec(launched.spec))}`,
  );
  const followed = await followSweep(session, launched.id, launched.spec.objective.metric);
  return await reportSweepEnd(session, followed, top);
}

function printLaunched({ id, name, progress }: Sweep): void {
  print(
    `${paint.green("✓")} Launched ${paint.bold(clean(name))}, ${plural(progress.total, "run")}`,
  );
  printFacts({ id, watch: `rookery sweep watch ${shortId(id)}` });
}

function printPlan(plan: SweepPlan): void {
  const { runCount, spec, firstCombinations } = plan;
  print(
    `${paint.green("✓")} ${plural(runCount, "run")} would be launched: ${clean(describeSpec(spec))}`,
  );
  printFacts({
    search: describeSearch(spec),
    space: describeSpace(plan),
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
  for (const warning of warnings) {
    const rest = warning.leftOut ? " It is left out." : "";
    print(`${paint.yellow("!")} ${clean(`${warning.column} ${describeWarning(warning)}${rest}`)}`);
  }
}
