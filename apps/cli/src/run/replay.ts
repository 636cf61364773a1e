import type { RunReplay } from "@rookery/contracts";
import { exitCodes } from "../exit-codes.ts";
import { clean } from "../output/clean.ts";
import { formatMetric } from "../output/format.ts";
import { paint } from "../output/paint.ts";
import { print, printFacts, printJson } from "../output/print.ts";
import type { Session } from "../session.ts";
import { findRun } from "./find-run.ts";

/** Trains a run once more, waits for it, and fails unless the result is the same. */
export async function replayRun({ client, json }: Session, which: string): Promise<number> {
  const { id } = await findRun(client, which);
  const launched = await client.runs.replay(id);
  for await (const _ of client.sweeps.watch(launched.sweepId));
  const { replays } = await client.runs.get(id);
  const replay = replays.find(({ runId }) => runId === launched.runId) as RunReplay;
  if (json) printJson(replay);
  else printReplay(replay);
  return replay.same ? exitCodes.ok : exitCodes.failed;
}

function printReplay({ same, state, runId, differences, model, environment }: RunReplay): void {
  if (same === null) {
    print(`${paint.red("✗")} The replay, run ${runId}, is ${state}: \`rookery run show ${runId}\``);
    return;
  }
  print(
    same
      ? `${paint.green("✓")} The same again: every metric${model === "same" ? " and the model" : ""}`
      : `${paint.red("✗")} Not the same`,
  );
  printFacts({
    run: runId,
    model: model === "not-kept" ? "was not kept, so it is not compared" : model,
    ...Object.fromEntries(
      differences.map(({ metric, before, after }) => [
        metric,
        `${before === null ? "not measured" : formatMetric(before)} → ${after === null ? "not measured" : formatMetric(after)}`,
      ]),
    ),
    ...Object.fromEntries(
      environment.map(({ name, before, after }) => [
        name,
        clean(`${before ?? "none"} → ${after ?? "none"}`),
      ]),
    ),
  });
}
