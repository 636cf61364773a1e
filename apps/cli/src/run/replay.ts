import type { RunReplay } from "@rookery/contracts";
import { formatExact, judgeReplay, nothing } from "@rookery/presentation";
import { exitCodes } from "../exit-codes.ts";
import { clean } from "../output/clean.ts";
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

function printReplay(replay: RunReplay): void {
  const { runId, same, differences, environment } = replay;
  const { reason } = judgeReplay(replay);
  print(`${same ? paint.green("✓") : paint.red("✗")} ${reason}`);
  printFacts({
    run: runId,
    state: replay.state,
    model: replay.model === "not-kept" ? "was not kept, so it is not compared" : replay.model,
    ...Object.fromEntries(
      differences.map(({ metric, before, after }) => [
        metric,
        `${formatExact(before)} → ${formatExact(after)}`,
      ]),
    ),
    ...Object.fromEntries(
      environment.map(({ name, before, after }) => [
        name,
        clean(`${before ?? nothing} → ${after ?? nothing}`),
      ]),
    ),
  });
}
