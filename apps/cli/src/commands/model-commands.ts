import type { Command } from "commander";
import { readCount } from "./read-arguments.ts";
import { type SetExitCode, withSession } from "./with-session.ts";

export function addModelCommands(program: Command, setExitCode: SetExitCode): void {
  const model = program.command("model").description("Registered models and who is champion");

  model
    .command("list")
    .description("List registered models by name")
    .option("--limit <count>", "how many", readCount, 100)
    .addHelpText("after", "\nExamples:\n  $ rookery model list")
    .action(withSession(async () => (await import("../model/list.ts")).listModels, setExitCode));

  model
    .command("show")
    .argument("<model>", "NAME, or NAME@VERSION or NAME@ALIAS for one version")
    .description("Versions, aliases and promotions; or all about one version")
    .option("--limit <count>", "versions and promotions", readCount, 10)
    .addHelpText(
      "after",
      "\nExamples:\n  $ rookery model show penguins\n  $ rookery model show penguins@champion",
    )
    .action(withSession(async () => (await import("../model/show.ts")).showModel, setExitCode));

  model
    .command("promote")
    .argument("<model>", "its name")
    .argument("<version>", "a number, or an alias of another version")
    .description("Move an alias to a version; inference follows at once")
    .option("--alias <alias>", "which alias", "champion")
    .option("--reason <text>", "kept with the promotion")
    .addHelpText(
      "after",
      '\nExamples:\n  $ rookery model promote penguins 3 --reason "fewer false Gentoos"\n  $ rookery model promote penguins challenger --alias champion',
    )
    .action(withSession(async () => (await import("../model/promote.ts")).promote, setExitCode));

  model
    .command("rollback")
    .argument("<model>", "its name")
    .description("Move an alias back to the version it named before")
    .option("--alias <alias>", "which alias", "champion")
    .option("--reason <text>", "kept with the promotion")
    .addHelpText(
      "after",
      "\nRolling back again goes further back; promote names any version.\n\nExamples:\n  $ rookery model rollback penguins",
    )
    .action(withSession(async () => (await import("../model/promote.ts")).rollBack, setExitCode));

  model
    .command("export")
    .argument("<model>", "NAME (its champion), NAME@VERSION or NAME@ALIAS")
    .description("Write the model file, after checking its hash")
    .option("-o, --output <file>", "where to; - is standard output (default: NAME-vN.json)")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rookery model export penguins -o penguins.json\n  $ rookery model export penguins@2 -o - | jq .estimator",
    )
    .action(withSession(async () => (await import("../model/export.ts")).exportModel, setExitCode));
}
