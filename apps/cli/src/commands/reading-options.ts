import { issuesFromZod, Reading } from "@rookery/contracts";
import { type Command, Option } from "commander";
import { UsageError } from "../usage-error.ts";
import { readWhole } from "./read-arguments.ts";

/** What the options of {@link addReadingOptions} hold. */
export interface ReadingOptions {
  delimiter?: string;
  encoding?: string;
  skip?: number;
  comment?: string;
  header?: boolean;
  onBadRow?: "refuse" | "skip";
  sheet?: string;
}

/** Options that say how a file is read, where it does not say that itself. */
export function addReadingOptions(command: Command): Command {
  return command
    .option("--delimiter <text>", "between cells: such as ';', tab, space (default: found)")
    .option("--encoding <label>", "of text: such as windows-1250, gbk (default: found)")
    .option(
      "--skip <lines>",
      "lines above the header that do not count (default: found)",
      readWhole,
    )
    .option("--comment <text>", "lines that begin with it do not count, such as '#'")
    .option("--header", "the first line names the columns (default)")
    .option("--no-header", "the first line is a row: columns are called column_1 and on")
    .addOption(
      new Option("--on-bad-row <what>", "lines that cannot be rows (default: refuse)").choices([
        "refuse",
        "skip",
      ]),
    )
    .option("--sheet <name>", "of an Excel workbook (default: the first)");
}

/** What they state. Throws a UsageError that names the option. */
export function toReading(options: ReadingOptions): Reading {
  const { delimiter, encoding, skip, comment, header, onBadRow, sheet } = options;
  const stated = {
    ...(delimiter !== undefined && { delimiter }),
    ...(encoding !== undefined && { encoding }),
    ...(skip !== undefined && { skip }),
    ...(comment !== undefined && { comment }),
    ...(header !== undefined && { header }),
    ...(onBadRow !== undefined && { onBadRow }),
    ...(sheet !== undefined && { sheet }),
  };
  const parsed = Reading.safeParse(stated);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    issuesFromZod(parsed.error, { input: stated }).map(
      ({ field, message }) => `--${field}: ${message}`,
    ),
  );
}

/** As options, the way people would type them. */
export function describeReading(reading: Reading): string {
  return Object.entries(reading)
    .map(([key, value]) => toOption(key, String(value)))
    .join(" ");
}

/**
 * Hints and notes of files name what to state as the API has it, such as
 * `reading.skip: 1`; here they name the option, such as `--skip 1`.
 */
export function nameOptions(text: string): string {
  return text.replace(/`reading\.(\w+)(?:: ([^`]*))?`/g, (_, key: string, value?: string) =>
    toOption(key, value),
  );
}

function toOption(key: string, value: string | undefined): string {
  if (key === "header" && value === "false") return "--no-header";
  const option = `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (value === undefined) return option;
  return /^[\w.-]+$/.test(value) ? `${option} ${value}` : `${option} '${value}'`;
}
