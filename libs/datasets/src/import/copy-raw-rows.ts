import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { ColumnInspector } from "../kinds/inspect-column.ts";
import type { RawRow } from "../sources/table-source.ts";
import { rowNumberColumn } from "../versions/sql-names.ts";

export interface RawTarget {
  table: string;
  /** SQL names, in the order of the cells. */
  columns: readonly string[];
  inspectors: readonly ColumnInspector[];
}

export interface RawRows {
  rawRows: number;
  /** Rows in which no cell has a value. */
  emptyRows: number;
  /** Whether a column has a value in any row, in the order of the columns. */
  filled: boolean[];
}

/**
 * Makes the table and streams every row into it, each cell exactly as in the
 * file, rows numbered from 1. Shows the cells to the inspectors on the way.
 */
export async function copyRawRows(
  client: pg.PoolClient,
  { table, columns, inspectors }: RawTarget,
  rows: AsyncIterable<RawRow[]>,
): Promise<RawRows> {
  const definitions = columns.map((name) => `${pg.escapeIdentifier(name)} text`);
  await client.query(
    `create table ${table} (${[`${rowNumberColumn} integer not null`, ...definitions].join(", ")})`,
  );
  const filled = columns.map(() => false);
  const result: RawRows = { rawRows: 0, emptyRows: 0, filled };

  async function* lines(): AsyncGenerator<string> {
    for await (const batch of rows) {
      let text = "";
      for (const { line, cells } of batch) {
        result.rawRows++;
        text += result.rawRows;
        let hasValue = false;
        for (let i = 0; i < cells.length; i++) {
          const cell = cells[i] as string | null;
          const inspector = inspectors[i] as ColumnInspector;
          if (inspector.observe(cell, line, result.rawRows)) {
            hasValue = true;
            filled[i] = true;
          }
          text += `\t${cell === null ? "\\N" : escapeCell(cell)}`;
        }
        text += "\n";
        if (!hasValue) result.emptyRows++;
      }
      if (text !== "") yield text;
    }
  }
  await pipeline(
    Readable.from(lines(), { objectMode: true, highWaterMark: 1 }),
    client.query(copyFrom(`copy ${table} from stdin with (format text, encoding 'UTF8')`)),
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
