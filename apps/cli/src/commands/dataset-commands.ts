import type { Command } from "commander";
import { readCount } from "./read-arguments.ts";
import { addReadingOptions } from "./reading-options.ts";
import { withSession } from "./with-session.ts";

export function addDatasetCommands(program: Command): void {
  const dataset = program.command("dataset").description("Tables to learn from");

  const importCommand = dataset
    .command("import")
    .argument("<file>", "CSV, JSON, Excel .xlsx or Parquet, perhaps in .gz or .zip")
    .description("Upload a table; the same bytes and rules again answer the version they have")
    .option("--name <name>", "the dataset's name (default: the file's name)")
    .option("--schema <json>", "kinds by column: a YAML or JSON file, or JSON itself")
    .option("--cleaning <json>", "cleaning rules, likewise");
  addReadingOptions(importCommand)
    .addHelpText(
      "after",
      `
Examples:
  $ rookery dataset import data/penguins_size.csv --name penguins
  $ rookery dataset import birds.csv --schema '{"ring": "category"}' --cleaning rules.yaml
  $ rookery dataset import export.txt --delimiter space --skip 2 --on-bad-row skip
  $ rookery dataset import birds.csv --json | jq .version`,
    )
    .action(withSession(async () => (await import("../dataset/import.ts")).importDataset));

  dataset
    .command("list")
    .description("List datasets by name")
    .option("--limit <count>", "how many", readCount, 100)
    .addHelpText("after", "\nExamples:\n  $ rookery dataset list")
    .action(withSession(async () => (await import("../dataset/list.ts")).listDatasets));

  dataset
    .command("show")
    .argument("<dataset>", "NAME or NAME@VERSION")
    .description("Columns, kinds, and what the import did")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rookery dataset show penguins\n  $ rookery dataset show penguins@1 --json",
    )
    .action(withSession(async () => (await import("../dataset/show.ts")).showDataset));
}
