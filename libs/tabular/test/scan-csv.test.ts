import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CsvRecord, createCsvScanner, type ScanOptions } from "../src/csv/scan-csv.ts";

function scan(text: string, options: Partial<ScanOptions> = {}, pieceLength = text.length || 1) {
  const scanner = createCsvScanner({ delimiter: ",", ...options });
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += pieceLength) {
    records.push(...scanner.write(text.slice(at, at + pieceLength)));
  }
  records.push(...scanner.end());
  return { records, scanner };
}

const cellsOf = (text: string, options?: Partial<ScanOptions>) =>
  scan(text, options).records.map(({ cells }) => cells);

const anyText = fc
  .array(fc.constantFrom("a", "é", '"', '""', ",", "\n", "\r", "\r\n", " ", "\t", ";", "#"), {
    maxLength: 24,
  })
  .map((parts) => parts.join(""));

test("text is read the same, however it is cut", () => {
  fc.assert(
    fc.property(
      anyText,
      fc.constantFrom(",", " ", "\t", ";;"),
      fc.integer({ min: 1, max: 5 }),
      (text, delimiter, pieceLength) => {
        const options = { delimiter, comment: "#" };
        const whole = scan(text, options);
        const cut = scan(text, options, pieceLength);
        expect(cut.records).toEqual(whole.records);
        expect(cut.scanner.spacedQuotes).toEqual(whole.scanner.spacedQuotes);
        expect(cut.scanner.looseQuotes).toEqual(whole.scanner.looseQuotes);
      },
    ),
    { numRuns: 3_000 },
  );
});

test("what csv-parse reads is read alike", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let expected: string[][];
      try {
        expected = parse(text, {
          record_delimiter: ["\r\n", "\n", "\r"],
          relax_column_count: true,
          skip_empty_lines: true,
        });
      } catch {
        return;
      }
      expect(cellsOf(text)).toEqual(expected);
    }),
    { numRuns: 3_000 },
  );
});

test("a comment line is none, a mark further on is text", () => {
  const text = '#x,"y\na,#b\n"#",1\n # c,2\n#last';
  expect(scan(text, { comment: "#" }).records).toEqual([
    { line: 2, cells: ["a", "#b"] },
    { line: 3, cells: ["#", "1"], quoted: [true, false] },
    { line: 4, cells: [" # c", "2"] },
  ]);
});

test("runs of spaces and tabs part cells, and are none at the ends of a line", () => {
  const text = 'a  b\t c \n  1 "x  y"   3\n\n \t\n4 5 6';
  expect(cellsOf(text, { delimiter: " " })).toEqual([
    ["a", "b", "c"],
    ["1", "x  y", "3"],
    ["4", "5", "6"],
  ]);
});

test.each([
  ["in the middle of a bare cell", '2,12" Gun Shop,3', ["2", '12" Gun Shop', "3"]],
  ["behind a space in a bare cell", 'He said, "hi" to her,3', ["He said", ' "hi" to her', "3"]],
  ["behind white space", '1,  "Ann, B" , 30', ["1", "Ann, B", " 30"]],
  ["not doubled in a quoted cell", '"12" pipe","say ""x""",2', ['12" pipe', 'say "x"', "2"]],
])("a quote %s is read as meant", (_, text, cells) => {
  expect(cellsOf(text)).toEqual([cells]);
});

test("white space around quotes, and quotes that are not doubled, are counted by lines", () => {
  const { scanner } = scan('a,b\n1, "x"\n2,"y"z"\n3,"u" \n');
  expect(scanner.spacedQuotes).toEqual({ count: 2, first: 2 });
  expect(scanner.looseQuotes).toEqual({ count: 1, first: 3 });
});

test("behind a record with a fault, reading goes on with the next line", () => {
  const { records } = scan('a,b\n"1"x,2\n3,"4\n5,"6"\n7,8\n"9,10\n11,12\n');
  const found = records.map(({ line, cells, fault }) => [line, fault ? fault.message : cells]);
  expect(found).toEqual([
    [1, ["a", "b"]],
    [2, "has a quote where none may be, in cell 1"],
    [3, "has a quote where none may be, in cell 2"],
    [4, ["5", "6"]],
    [5, ["7", "8"]],
    [6, "has a quoted cell that never closes"],
    [7, ["11", "12"]],
  ]);
});

test("a line that is too long is dropped to its end, in bounded memory", () => {
  const scanner = createCsvScanner({ delimiter: "," });
  const found = scanner.write('a\n"');
  for (let i = 0; i < 20; i++) found.push(...scanner.write("x".repeat(1024 * 1024)));
  found.push(...scanner.write('"\nb\n'), ...scanner.end());
  expect(found.map(({ line, cells, fault }) => [line, fault ? fault.message : cells])).toEqual([
    [1, ["a"]],
    [2, "is longer than 16777216 characters"],
    [3, ["b"]],
  ]);
});
