import fc from "fast-check";
import { expect, test } from "vitest";
import { openTable } from "../src/index.ts";
import { collect, inPieces } from "./pieces.ts";

async function read(text: string, pieceBytes = 3) {
  const table = await openTable(inPieces(Buffer.from(text), pieceBytes), { fileName: "x.json" });
  if (table.format !== "json") throw new Error("An array is JSON");
  return await collect(table.rows);
}

const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const objects = fc.array(fc.dictionary(fc.string(), value, { maxKeys: 4 }), { maxLength: 6 });

test("an array comes as its objects, however it is written and cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      objects,
      fc.constantFrom(undefined, 2, "\t"),
      fc.integer({ min: 1, max: 9 }),
      async (list, indent, pieceBytes) => {
        const rows = await read(JSON.stringify(list, null, indent), pieceBytes);
        expect(rows.map(({ object }) => object)).toEqual(list.map((each) => ({ ...each })));
      },
    ),
  );
});

test("every object has the line on which it begins", async () => {
  const rows = await read('\n[\n{"a": 1},\r\n  {"a":\n2}\n, {"a": 3}\n]\n');
  expect(rows.map(({ line }) => line)).toEqual([3, 4, 6]);
});

test.each([
  ["no object", '[{"a": 1},\n2]', "Line 2 has an element that is no object."],
  ["a comma too many", '[{"a": 1},\n]', "Line 2 has an element that is no object."],
  ["no comma", '[{"a": 1}\n{"a": 2}]', "Line 2 is not JSON."],
  ["no end", '[{"a": 1},\n{"a": 2}\n', "Line 3 is the last, but the array does not end."],
  ["more behind it", '[{"a": 1}]\n[]', "Line 2 goes on behind the array."],
  ["an object that is no JSON", '[{"a": 1},\n{"a": x}]', 'Line 2 is not JSON: "{\\"a\\": x}".'],
])("an array with %s is refused with its line", async (_, text, message) => {
  await expect(read(text)).rejects.toMatchObject({ name: "TableError", message });
});
