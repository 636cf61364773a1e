import fc from "fast-check";
import { expect, test } from "vitest";
import { importDataset } from "../src/index.ts";
import { bytesOf, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

const cell = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom('"', "\n", "\r", ",", ";", "\t", "\\", "|", " ", ".", "N"),
    maxLength: 6,
  }),
  fc.double().map(String),
  fc.constantFrom("", "NA", "true", "\\N", "\\.", "1e-400", "\ufeff", " 5 "),
);
const noNul = cell.filter((text) => !text.includes("\0"));
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(noNul, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 12,
    }),
  )
  .filter((rows) => rows.some((row) => row.some((text) => /[a-z]/.test(text.trim()))));

test("any table written as CSV comes back cell by cell from its raw table", async () => {
  const { database } = context;
  let tables = 0;
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(",", ";", "\t", "|"),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.integer({ min: 1, max: 64 }),
      async (rows, delimiter, lineEnd, pieceBytes) => {
        const headers = (rows[0] as string[]).map((_, i) => `column ${i}`);
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = [headers, ...rows].map((row) => row.map(quote).join(delimiter)).join(lineEnd);
        tables++;
        const { version } = await importDataset({
          database,
          name: `table-${tables}`,
          fileName: "any.csv",
          stream: bytesOf(Buffer.from(text), pieceBytes),
        });
        const found = await database.pool.query({
          text: `select * from raw."table-${tables}_v1" order by row_number`,
          rowMode: "array",
        });
        expect(found.rows).toEqual(rows.map((row, i) => [i + 1, ...row]));
        expect(version.rawRows).toBe(rows.length);
      },
    ),
    { numRuns: 60 },
  );
});
