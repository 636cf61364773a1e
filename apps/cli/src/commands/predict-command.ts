import { type Command, Option } from "commander";
import { readCount } from "./read-arguments.ts";
import { addReadingOptions } from "./reading-options.ts";
import { withSession } from "./with-session.ts";

const formats = ["csv", "jsonl"];

export function addPredictCommand(program: Command): void {
  const command = program
    .command("predict")
    .argument(
      "<file>",
      "rows as CSV, JSON or Excel, perhaps in .gz or .zip; - reads standard input",
    )
    .description("Predict every row of a file, however long, to standard output")
    .requiredOption("-m, --model <model>", "NAME, NAME@VERSION or NAME@ALIAS")
    .addOption(
      new Option("--from <format>", "what the file holds (default: by its content)").choices(
        formats,
      ),
    )
    .addOption(
      new Option("--to <format>", "what to write (default: like the file)").choices(formats),
    )
    .option("--missing <words...>", "cells that mean missing, besides those of the training table")
    .option("--skip-invalid <file>", "write rows the model refuses there, with why, and go on")
    .option("--column <name>", "name of the first new column", "prediction")
    .option("--probabilities", "a column with the probability of every class")
    .option("--batch <rows>", "rows per request, 10,000 at most", readCount);
  addReadingOptions(command)
    .addHelpText(
      "after",
      `
Rows come out in their order, with all their columns and the new ones behind:
prediction and probability. Format, encoding and delimiter are found as on import,
and what was stated on import of the table that the model learnt from, such as
--encoding, --comment and --no-header, is stated here unless you state another.
Cells are read as the import read those of the table that the model learnt from:
with its number and date formats and missing tokens. Where commas part the cells,
unlike the table's, numbers have decimal points. Without that table, as for a
model from elsewhere: numbers with a decimal point, dates as ISO 8601, true and
false; empty cells are missing values. Keys that a JSON line lacks are missing
values too. The output is UTF-8, with the file's delimiter; probabilities have a
decimal point. With --json it is JSON lines, whatever the file is.

Categories that training had not are ignored, counted as missing or refused, as the
model's sweep said (unknownCategory); those that are taken are told at the end.
A row that the model refuses ends the command with its line and exit code 1,
unless --skip-invalid names a file for such rows.

Examples:
  $ rookery predict --model penguins birds.csv > out.csv
  $ rookery predict --model penguins@3 birds.csv --missing unknown --skip-invalid bad.csv > out.csv
  $ rookery predict --model penguins birds.xlsx --sheet 2025 > out.csv
  $ zcat birds.jsonl.gz | rookery predict --model penguins - | head`,
    )
    .action(withSession(async () => (await import("../predict/predict.ts")).predict));
}
