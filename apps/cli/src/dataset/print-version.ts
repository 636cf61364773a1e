import type { CleaningReport, DatasetColumn, DatasetVersion } from "@rookery/contracts";
import { formatBytes, formatCount, formatTime } from "@rookery/presentation";
import { nameOptions } from "../commands/reading-options.ts";
import { clean } from "../output/clean.ts";
import { paint } from "../output/paint.ts";
import { print, printFacts } from "../output/print.ts";
import { printTable } from "../output/table.ts";
import { printDecisions } from "./print-decisions.ts";

/** Its facts and its columns; `more` says further things of a column, by its name. */
export function printVersion(
  version: DatasetVersion,
  more: { title: string; describe: (name: string) => string }[],
): void {
  const { report } = version;
  printFacts({
    rows: describeRows(version),
    file: `${clean(version.sourceName)}, ${formatBytes(version.sizeBytes)}, ${describeFormat(report)}`,
    tables: `${clean(version.processedTable)}, as text ${clean(version.rawTable)}`,
    imported: formatTime(version.createdAt),
    hash: version.contentHash,
  });
  print();
  printTable(
    [
      { title: "COLUMN", cell: ({ name }) => name, shrinks: true },
      { title: "KIND", cell: ({ kind }) => kind },
      { title: "DISTINCT", cell: ({ distinct }) => formatCount(distinct), align: "right" },
      {
        title: "MISSING",
        cell: ({ missing }) => formatCount(missing),
        align: "right",
        style: (text, { missing }) => (missing > 0 ? paint.yellow(text) : text),
      },
      ...more.map(({ title, describe }) => ({
        title,
        cell: ({ name }: DatasetColumn) => describe(name),
        shrinks: true,
        optional: true,
      })),
    ],
    version.columns,
  );
  printDecisions(version);
  printSkipped(report);
  if (report.notes.length > 0) print();
  for (const remark of report.notes) print(`${paint.yellow("–")} ${clean(nameOptions(remark))}`);
}

function describeFormat({ format, container, encoding, delimiter }: CleaningReport): string {
  const details = [container, encoding, delimiter && `delimiter ${delimiter}`].filter(Boolean);
  return clean([format, ...details].join(", "));
}

function describeRows({ rows, rawRows }: DatasetVersion): string {
  const dropped = rawRows - rows;
  const kept = `${formatCount(rows)} of ${formatCount(rawRows)} kept`;
  return dropped > 0 ? `${kept}, ${formatCount(dropped)} dropped` : kept;
}

const shownLines = 10;

/** The lines that are no rows; `--json` has the first hundred. */
function printSkipped({ skippedRows: { count, lines } }: CleaningReport): void {
  if (count === 0) return;
  print();
  print(`Skipped lines: ${formatCount(count)}`);
  for (const { line, reason } of lines.slice(0, shownLines))
    print(`  line ${line} ${clean(reason)}`);
  if (count > shownLines) print(`  and ${formatCount(count - shownLines)} more`);
}
