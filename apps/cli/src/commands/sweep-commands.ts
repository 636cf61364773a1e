import { retryableStates, runStates, sweepStates } from "@rookery/contracts";
import { aboutPruners, aboutSamplers } from "@rookery/presentation";
import { type Command, Option } from "commander";
import { readCount } from "./read-arguments.ts";
import { type SetExitCode, withSession } from "./with-session.ts";

/** A name and what it does, a line each. */
function listAbout(about: Record<string, string>): string {
  return Object.entries(about)
    .map(([name, text]) => `  ${name.padEnd(14)}${text}`)
    .join("\n");
}

const which = "an id, the beginning of one, or `latest`";

export function addSweepCommands(program: Command, setExitCode: SetExitCode): void {
  const sweep = program.command("sweep").description("Searches for the best parameters");

  sweep
    .command("run")
    .argument("<file>", "a sweep as YAML or JSON; - reads standard input")
    .description("Launch a sweep and watch it to its end")
    .option("--dry-run", "check everything, show what would run, launch nothing")
    .option("--detach", "launch it and leave")
    .option("--key <text>", "launch at most one sweep for this key; again, watch that one")
    .option("--top <count>", "runs of the leaderboard", readCount, 10)
    .addHelpText(
      "after",
      `
The file holds what POST /sweeps takes. Ctrl-C asks whether to cancel the sweep.
Exit code 1 when the sweep fails or is cancelled.

Samplers, as \`sampler: { name: tpe }\`:
${listAbout(aboutSamplers)}

Pruners, as \`pruner: { name: asha }\`:
${listAbout(aboutPruners)}

Examples:
  $ rookery sweep run penguins.yaml
  $ rookery sweep run penguins.yaml --dry-run
  $ id=$(rookery sweep run penguins.yaml --detach --json | jq -r .id)

A file:
  dataset: penguins
  target: species
  space:
    learningRate: { min: 0.001, max: 0.1, scale: log, count: 5 }
    steps: { values: [50, 100, 200] }`,
    )
    .action(withSession(async () => (await import("../sweep/run.ts")).runSweep, setExitCode));

  sweep
    .command("list")
    .description("List sweeps, newest first")
    .addOption(new Option("--state <state>", "only sweeps in this state").choices(sweepStates))
    .option("--experiment <name>", "only sweeps of this experiment")
    .option("--dataset <name>", "only sweeps over this dataset")
    .option("--name <text>", "only sweeps whose name contains this, in upper or lower case")
    .option("--tag <tag>", "only sweeps with this tag: KEY, or KEY:VALUE")
    .option("--limit <count>", "how many", readCount, 20)
    .addHelpText(
      "after",
      "\nExamples:\n  $ rookery sweep list\n  $ rookery sweep list --dataset penguins --name forest\n  $ rookery sweep list --state running --json | jq -r '.items[].id'",
    )
    .action(withSession(async () => (await import("../sweep/list.ts")).listSweeps, setExitCode));

  sweep
    .command("show")
    .argument("<sweep>", which)
    .description("Settings, progress, leaderboard and outcome")
    .option("--top <count>", "runs of the leaderboard", readCount, 10)
    .addOption(new Option("--runs <state>", "list the runs in this state").choices(runStates))
    .addHelpText(
      "after",
      "\nExamples:\n  $ rookery sweep show latest\n  $ rookery sweep show 3f2a9c --runs failed",
    )
    .action(withSession(async () => (await import("../sweep/show.ts")).showSweep, setExitCode));

  sweep
    .command("watch")
    .argument("<sweep>", which)
    .description("Watch a sweep to its end; with --json a line per change")
    .option("--top <count>", "runs of the leaderboard", readCount, 10)
    .addHelpText(
      "after",
      "\nExamples:\n  $ rookery sweep watch latest\n  $ rookery sweep watch latest --json | jq .progress",
    )
    .action(withSession(async () => (await import("../sweep/watch.ts")).watchSweep, setExitCode));

  sweep
    .command("export")
    .argument("<sweep>", which)
    .description("Write every run as CSV to standard output; with --json as JSON lines")
    .option("--sort <by>", "number, objective (best first), or a metric's name", "number")
    .addOption(new Option("--state <state>", "only runs in this state").choices(runStates))
    .addHelpText(
      "after",
      `
For other programs, as \`model export\` is: all runs with every digit, in columns
for number and state, each parameter and metric, start, end, duration and error.
The dashboard saves the same file. \`sweep show\` has the best runs for people.

Text that a spreadsheet would run as a formula, because it begins with = + - or @,
has an apostrophe before it: it may come from a trainer you do not know. Numbers
never have one, and with --json all text stands as it is.

Examples:
  $ rookery sweep export latest > runs.csv
  $ rookery sweep export 3f2a9c --sort objective --state succeeded | head -n 6
  $ rookery sweep export latest --json | jq -c '{number, error}'`,
    )
    .action(withSession(async () => (await import("../sweep/export.ts")).exportSweep, setExitCode));

  const steer = {
    pause: "Pause a sweep: its runs are handed back within a second",
    resume: "Let a paused sweep go on",
    cancel: "Stop a sweep; runs that have ended keep their results",
  };
  for (const [verb, description] of Object.entries(steer)) {
    sweep
      .command(verb)
      .argument("<sweep>", which)
      .description(description)
      .addHelpText("after", `\nExamples:\n  $ rookery sweep ${verb} latest`)
      .action(
        withSession(
          async () => (await import("../sweep/steer.ts")).steer[verb as keyof typeof steer],
          setExitCode,
        ),
      );
  }

  sweep
    .command("retry")
    .argument("<sweep>", which)
    .description("Queue runs again that ended without success")
    .addOption(new Option("--states <state...>", "runs in these states").choices(retryableStates))
    .addHelpText(
      "after",
      "\nExamples:\n  $ rookery sweep retry latest\n  $ rookery sweep retry 3f2a9c --states cancelled",
    )
    .action(withSession(async () => (await import("../sweep/steer.ts")).retry, setExitCode));

  sweep
    .command("tag")
    .argument("<sweep>", which)
    .argument("[tags...]", "KEY:VALUE each")
    .description("Set tags and the description, by which people find and understand it")
    .option("--remove <keys...>", "tags to take away")
    .option("--description <text>", "what it is about; empty takes it away")
    .addHelpText(
      "after",
      '\nExamples:\n  $ rookery sweep tag latest owner:ann stage:baseline\n  $ rookery sweep tag latest --remove stage --description "before the new features"\n  $ rookery sweep list --tag owner:ann',
    )
    .action(withSession(async () => (await import("../sweep/tag.ts")).tagSweep, setExitCode));
}
