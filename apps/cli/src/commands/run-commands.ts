import type { Command } from "commander";
import { type SetExitCode, withSession } from "./with-session.ts";

const which = "an id, or SWEEP#NUMBER such as latest#3";

export function addRunCommands(program: Command, setExitCode: SetExitCode): void {
  const run = program.command("run").description("Single trainings of a sweep");

  run
    .command("show")
    .argument("<run>", which)
    .description("Parameters, metrics, folds, attempts and artifacts")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rookery run show latest#3\n  $ rookery run show 3f2a9c#3 --json | jq .metrics",
    )
    .action(withSession(async () => (await import("../run/show.ts")).showRun, setExitCode));

  run
    .command("logs")
    .argument("<run>", which)
    .description("Print the log, or another artifact")
    .option("--artifact <path>", "which file", "run.log")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rookery run logs latest#3\n  $ rookery run logs latest#3 --artifact model.json > model.json",
    )
    .action(withSession(async () => (await import("../run/show.ts")).printLogs, setExitCode));

  run
    .command("compare")
    .argument("<runs...>", `two or more: ${which}`)
    .description("Runs side by side, what differs first")
    .addHelpText("after", "\nExamples:\n  $ rookery run compare latest#3 latest#7 3f2a9c#1")
    .action(withSession(async () => (await import("../run/compare.ts")).compareRuns, setExitCode));

  run
    .command("replay")
    .argument("<run>", which)
    .description("Train it once more and say whether the result is the same")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rookery run replay latest#3 && echo repeatable\n  $ rookery run replay latest#3 --json | jq .differences",
    )
    .action(withSession(async () => (await import("../run/replay.ts")).replayRun, setExitCode));
}
