import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { CsvRecord } from "./parse-csv.ts";
import { type ColumnProfile, profileColumn } from "./profile-column.ts";
import { rowNumberColumn } from "./sql-column-names.ts";

export interface RawRows {
  rawRows: number;
  /** Rows in which no cell has a value. */
  emptyRows: number;
  profiles: ColumnProfile[];
}

/**
 * Makes the table and streams every row into it, each cell exactly as in the
 * file, rows numbered from 1. Profiles the columns on the way.
 */
export async function copyRawRows(
  client: pg.PoolClient,
  target: { table: string; columns: readonly string[] },
  rows: AsyncIterable<CsvRecord[]>,
): Promise<RawRows> {
  const definitions = target.columns.map((name) => `${pg.escapeIdentifier(name)} text not null`);
  await client.query(
    `create table ${target.table} (${[`${rowNumberColumn} integer not null`, ...definitions].join(", ")})`,
  );
  const profiles = target.columns.map(() => profileColumn());
  const result: RawRows = { rawRows: 0, emptyRows: 0, profiles };

  async function* lines(): AsyncGenerator<string> {
    for await (const batch of rows) {
      let text = "";
      for (const { line, cells } of batch) {
        result.rawRows++;
        text += result.rawRows;
        let hasValue = false;
        for (let i = 0; i < cells.length; i++) {
          const cell = cells[i] as string;
          if ((profiles[i] as ColumnProfile).observe(cell, line)) hasValue = true;
          text += `\t${escapeCell(cell)}`;
        }
        text += "\n";
        if (!hasValue) result.emptyRows++;
      }
      if (text !== "") yield text;
    }
  }
  await pipeline(
    Readable.from(lines(), { objectMode: true, highWaterMark: 1 }),
    client.query(copyFrom(`copy ${target.table} from stdin with (format text, encoding 'UTF8')`)),
  );
  return result;
}

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** A cell as COPY's text format wants it. */
function escapeCell(cell: string): string {
  if (!special.test(cell)) return cell;
  return cell.replace(/[\\\t\n\r]/g, (character) => escapes[character] as string);
}
