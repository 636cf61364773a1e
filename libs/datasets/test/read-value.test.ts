import type { ColumnReport, StatedColumn } from "@rookery/contracts";
import { readValue, type WrittenAs } from "@rookery/tabular";
import { expect, test } from "vitest";
import { importText, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

const columns: [column: StatedColumn, cells: string[]][] = [
  [{ kind: "number", format: "1234.5" }, ["1", "+1.", "-.5", "1e3", "1.5E-2"]],
  [{ kind: "number", format: "1234,5" }, ["1", "+1,", "-,5", "1,5e3", "1234"]],
  [{ kind: "number", format: "1,234.5" }, ["1", "-1,234.5", "1,234,567", "2.5"]],
  [{ kind: "number", format: "1.234,5" }, ["1", "-1.234,5", "1.234.567", "2,5"]],
  [
    { kind: "date", format: "iso" },
    [
      "2024-02-29",
      "2024-02-29 8:05",
      "2024-02-29T08:05:09.25Z",
      "2024-02-29 23:05:00+05",
      "2024-02-29T23:05-0330",
      "0800-01-01",
    ],
  ],
  [{ kind: "date", format: "d.m.y" }, ["9.1.2023", "31.12.2024 8:05", "01.02.2024 18:05:09.5"]],
  [{ kind: "date", format: "d/m/y" }, ["9/1/2023", "31/12/2024"]],
  [{ kind: "date", format: "m/d/y" }, ["9/1/2023", "12/31/2024 08:05"]],
  [{ kind: "boolean" }, ["true", "FALSE", "Yes", "no", "y", "N", "t", "f", "1", "0"]],
  [{ kind: "category" }, ["1,5", "text"]],
];

let tables = 0;
test.each(columns)("%j is read one by one as the import reads it", async (column, cells) => {
  const name = `values-${++tables}`;
  const text = ["x;y", ...cells.map((cell) => `"${cell}";1`)].join("\n");
  const { version } = await importText(context.database, text, { name, schema: { x: column } });
  const { rows } = await context.database.pool.query<{ x: unknown }>(
    `select x from processed."${name}_v1" order by row_number`,
  );
  const writtenAs = version.report.columns[0] as ColumnReport & WrittenAs;
  const values = cells.map((cell) => readValue(cell, writtenAs));
  const moment = (value: unknown) => (writtenAs.kind === "date" ? new Date(String(value)) : value);
  expect(values.map(moment)).toEqual(rows.map(({ x }) => x));
});
