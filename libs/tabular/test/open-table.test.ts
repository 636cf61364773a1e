import { awkwardTables } from "@rookery/test";
import { expect, test } from "vitest";
import { type OpenTableOptions, openTable, type TextTable } from "../src/index.ts";
import { collect, inPieces } from "./pieces.ts";

const open = (text: string, options: Partial<OpenTableOptions> = {}): Promise<TextTable> =>
  openTable(inPieces(Buffer.from(text), 1_000), { fileName: "-", ...options });

test.each(awkwardTables)(
  "$what: every row has its line, however the bytes are cut",
  async ({ bytes, fileName, lines }) => {
    for (const pieceBytes of [1, 2, 3, 5, bytes.length]) {
      const { rows } = await openTable(inPieces(bytes, pieceBytes), { fileName });
      expect((await collect<{ line: number }>(rows)).map(({ line }) => line)).toEqual(lines);
    }
  },
);

test.each([
  ["an object", "-", '\n {"a": 1}\n', "json-lines"],
  ["a list in a file of JSON", "x.json", '[{"a": 1}]', "json"],
  ["a list of objects elsewhere", "-", '\n[ {"a": 1}]', "json"],
  ["a list elsewhere", "x.csv", "[a],b\n1,2\n", "csv"],
  ["a header that begins with a brace", "-", "{a},b\n1,2\n", "csv"],
  ["a line of JSON that breaks off, in a file of JSON", "x.ndjson", '{"a": 1\n', "json-lines"],
  ["a header in a file whose name is wrong", "x.jsonl", "a,b\n1,2\n", "csv"],
  ["nothing in a file of JSON lines", "x.jsonl", "\n", "json-lines"],
])("%s in %s is told apart by the content before the name", async (_, fileName, text, format) => {
  expect((await open(text, { fileName })).format).toBe(format);
});

test("what the caller knows of the format is not asked of the content", async () => {
  const table = await open("{}\nx\n", { format: "csv", reading: { delimiter: ":" } });
  expect(table).toMatchObject({ format: "csv", delimiter: ":", headerLine: 1 });
});

test.each([
  ["most rows decide", "a;b,c\n1;2,3\n4;5\n", [], ";"],
  ["one row of many that is cut off decides nothing", "a|b\n1|2\n3|", [], "|"],
  ["among equals the most columns do", "a b,c;d,e\n1,2;3,4\n", [], ","],
  ["columns that are expected decide first", "a|b c,d,e\n1|2,3,4\n", ["a"], "|"],
  ["one column has none", "a\n1;2\n", ["a"], ","],
  ["delimiters in quotes do not count", 'a;b\n"1,2,3,4";x\n"5,6,7,8";y\n', [], ";"],
])("of delimiters, %s", async (_, text, columns, delimiter) => {
  expect(await open(text, { columns })).toMatchObject({ delimiter });
});

test("a header and a row that are whole are enough to begin", async () => {
  let sent = 0;
  async function* patient() {
    for (const piece of ["\n", "a", ";b", "\n", "1;2\n", "3;4\n", "5;6\n"]) {
      sent++;
      yield Buffer.from(piece);
    }
  }
  const table = await openTable(patient(), { fileName: "-", isConversation: true });
  expect(table).toMatchObject({ format: "csv", delimiter: ";" });
  expect(sent).toBeLessThanOrEqual(6);
});

test("who stops reading ends the source", async () => {
  let isClosed = false;
  async function* endless() {
    try {
      for (;;) yield Buffer.from("a,b\n1,2\n");
    } finally {
      isClosed = true;
    }
  }
  const { rows } = await openTable(endless(), { fileName: "-" });
  for await (const batch of rows) {
    if (batch.length > 0) break;
  }
  expect(isClosed).toBe(true);
});

test.each([
  ["a short row behind blank lines", "a,b\n1,2\n\n\r\n3\n", "Line 5 has 1 cell; the header has 2."],
  [
    "text behind a closing quote behind blank lines",
    'a,b\n"1\n2",2\n\n\n3,"4" pipe\n',
    "Line 6 has a quote where none may be, in cell 2.",
  ],
  [
    "a quote that never closes, behind blank lines",
    'a,b\r\n\r\n1,2\r\n\r\n\r\n3,"4\r\n5,6\r\n',
    "Line 6 has a quoted cell that never closes.",
  ],
  ["a line that is no JSON", '{"a": 1}\n\n{"a": 1\n', 'Line 3 is not JSON: "{\\"a\\": 1".'],
  ["nothing but blank lines", "\n\r\n\n", "The file holds nothing but blank lines."],
])("%s is refused with its line and the way out", async (_, text, message) => {
  const reading = open(text).then(async ({ rows }) => await collect<unknown>(rows));
  await expect(reading).rejects.toMatchObject({
    name: "TableError",
    message,
    hint: expect.stringMatching(/\w+ .*\.$/),
  });
});
