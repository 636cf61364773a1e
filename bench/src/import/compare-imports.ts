import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import CliTable from "cli-table3";
import type { ImportMeasurement } from "./measure-import.ts";
import { runMeasurement } from "./run-measurement.ts";
import { formats, writeTable } from "./write-table.ts";

export interface ImportedTable {
  rows: number;
  datasetVersionId: number;
}

/** Every format in every size, each imported by a process of its own; answers the CSV tables. */
export async function compareImports({
  url,
  tempDir,
  sizes,
}: {
  url: string;
  tempDir: string;
  sizes: readonly number[];
}): Promise<ImportedTable[]> {
  const report = new CliTable({
    head: ["format", "rows", "MB", "s", "rows/s", "MB before", "peak MB", "leaks s", "profile s"],
    style: { head: [], border: [] },
  });
  const tables: ImportedTable[] = [];
  for (const rows of sizes) {
    for (const format of formats) {
      const file = join(tempDir, `table.${format}`);
      await writeTable(file, format, rows);
      const { size } = await stat(file);
      const name = `${format}-${rows}`;
      const task = { url, name, file };
      const measured = await runMeasurement<ImportMeasurement>("measure-import", task);
      if (measured.rows !== rows) throw new Error(`${measured.rows} of ${rows} rows were imported`);
      if (format === "csv") tables.push({ rows, datasetVersionId: measured.datasetVersionId });
      report.push([
        format,
        rows,
        (size / 2 ** 20).toFixed(1),
        (measured.importMs / 1_000).toFixed(1),
        Math.round((rows / measured.importMs) * 1_000),
        measured.beforeMb.toFixed(0),
        measured.peakMb.toFixed(0),
        (measured.leaksMs / 1_000).toFixed(1),
        (measured.profileMs / 1_000).toFixed(1),
      ]);
      await rm(file);
    }
  }
  console.log(report.toString());
  return tables;
}
