import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { importText, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

/** Cells that every format holds alike. */
interface Row {
  number: number;
  text: string;
  flag: boolean;
}
type Columns = readonly (keyof Row)[];
const columns: Columns = ["number", "text", "flag"];

const row: fc.Arbitrary<Row> = fc.record({
  number: fc.oneof(
    fc.integer({ min: -1_000_000, max: 1_000_000 }),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((n) => n + 0),
  ),
  // A letter in front: neither number, date, flag, code nor a word for what is missing.
  text: fc
    .array(fc.constantFrom("a", "Ł", "東", '"', ",", ";", "\t", "\n", "'", "&", "<", "x"), {
      maxLength: 8,
    })
    .map((letters) => `w${letters.join("")}w`),
  flag: fc.boolean(),
});

const separated = (rows: readonly Row[], delimiter: string): string =>
  [columns, ...rows.map((each) => columns.map((name) => each[name]))]
    .map((cells) => cells.map(quote).join(delimiter))
    .join("\r\n");
const quote = (cell: unknown): string =>
  /["\n\t,;]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);

/** As small as a workbook can be. */
function workbook(rows: readonly Row[]): Buffer {
  const head = '<?xml version="1.0"?>';
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const xml = (text: string) =>
    text.replace(/[&<\n\t"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const text = (cell: string) =>
    `<c t="inlineStr"><is><t xml:space="preserve">${xml(cell)}</t></is></c>`;
  const cellsOf = (each: Row) =>
    `<c><v>${each.number}</v></c>${text(each.text)}<c t="b"><v>${Number(each.flag)}</v></c>`;
  const sheet = `<row>${columns.map(text).join("")}</row>${rows.map((each) => `<row>${cellsOf(each)}</row>`).join("")}`;
  const files = {
    "xl/workbook.xml": `${head}<workbook ${main} xmlns:r="${relations}"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="x"><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `${head}<worksheet ${main}><sheetData>${sheet}</sheetData></worksheet>`,
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, part]) => [name, strToU8(part)]))),
  );
}

function parquet(rows: readonly Row[]): Buffer {
  const types = { number: "DOUBLE", text: "STRING", flag: "BOOLEAN" } as const;
  return Buffer.from(
    parquetWriteBuffer({
      columnData: columns.map((name) => ({
        name,
        data: rows.map((each) => each[name]),
        type: types[name],
      })),
    }),
  );
}

const formats: Record<string, (rows: readonly Row[]) => Buffer> = {
  csv: (rows) => Buffer.from(separated(rows, ",")),
  semicolons: (rows) => Buffer.from(separated(rows, ";")),
  tsv: (rows) => Buffer.from(separated(rows, "\t")),
  "utf-16": (rows) => Buffer.from(`\ufeff${separated(rows, ",")}`, "utf16le"),
  gzip: (rows) => gzipSync(separated(rows, ",")),
  zip: (rows) => Buffer.from(zipSync({ "t.csv": strToU8(separated(rows, ",")) })),
  "json-lines": (rows) => Buffer.from(rows.map((each) => JSON.stringify(each)).join("\n")),
  json: (rows) => Buffer.from(JSON.stringify(rows, null, 2)),
  xlsx: workbook,
  parquet,
};

test("the same table is the same dataset, whatever the format", async () => {
  let tables = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 3, maxLength: 6 }), async (rows) => {
      // Neither all the same nor all 0 and 1, which CSV cannot tell from true and false.
      const table = [
        { number: 2.5, text: "wa", flag: true },
        { number: 7, text: "wb", flag: false },
        ...rows,
      ];
      for (const [format, write] of Object.entries(formats)) {
        const name = `same-${++tables}`;
        const { version } = await importText(context.database, "", {
          name,
          fileName: "table",
          stream: Readable.from([write(table)]),
        });
        const { rows: found } = await context.database.pool.query(
          `select * from processed."${name}_v1" order by row_number`,
        );
        const kinds = version.columns.map(({ name, kind }) => [name, kind]);
        expect({ format, kinds, found }).toEqual({
          format,
          kinds: [
            ["number", "number"],
            ["text", "category"],
            ["flag", "boolean"],
          ],
          found: table.map((each, at) => ({ row_number: at + 1, ...each })),
        });
      }
    }),
    { numRuns: 8 },
  );
});
