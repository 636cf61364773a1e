import type { Reading } from "@rookery/contracts";
import { expect, test } from "vitest";
import { importText, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

async function importRows(name: string, content: string | Buffer, reading: Reading = {}) {
  const { database } = context;
  const { version } = await importText(database, content, { name, reading });
  const { rows } = await database.pool.query(
    `select * from processed."${name}_v1" order by row_number`,
  );
  for (const row of rows) delete row.row_number;
  return { rows, report: version.report, version };
}

const abc = [
  { a: 1, b: 2, y: "x" },
  { a: 3, b: 4, y: "z" },
];
const found: [name: string, text: string, note: RegExp | undefined][] = [
  ["title-lines", "Report of 2025\n\na,b,y\n1,2,x\n3,4,z\n", /^A line above .*"Report of 2025"/],
  [
    "title-with-commas",
    '"Report, of 2025",,\nof May,,\n,,\na,b,y\n1,2,x\n3,4,z\n',
    /^3 lines above the header/,
  ],
  ["comment-lines", "# made by x\n# unit: mm, cm, -\na,b,y\n1,2,x\n3,4,z\n", /^2 lines above/],
  ["separator-line", "sep=;\r\na;b;y\r\n1;2;x\r\n3;4;z\r\n", undefined],
  ["separator-line-of-another", '"sep=^"\na^b^y\n1^2^x\n3^4^z\n', undefined],
  ["colons", "a:b:y\n1:2:x\n3:4:z\n", /parted by ":"/],
  ["carets", "a^b^y\n1^2^x\n3^4^z\n", /parted by "\^"/],
  ["spaces", "a b  y\n1 2 x\n 3  4\tz \n", /parted by " "/],
  [
    "space-before-quotes",
    '"a", "b", "y"\n1, "2", "x"\n3, 4, "z" \n',
    /quotes of cells was removed/,
  ],
  ["two-byte-order-marks", "\ufeff\ufeffa,b,y\n1,2,x\n3,4,z\n", undefined],
  ["blank-line-of-spaces", "a,b,y\n1,2,x\n   \n3,4,z\n", undefined],
];

test.each(found)(
  "%s: the table is found, and what was decided is said",
  async (name, text, note) => {
    const { rows, report } = await importRows(name, text);
    expect(rows).toEqual(abc);
    const notes = report.notes.filter((each) => !/^White space around values/.test(each));
    expect(notes).toEqual(note ? [expect.stringMatching(note)] : []);
  },
);

test("of lines that begin with #, the last is the header where values follow", async () => {
  const text = "# made by x\n#SYMBOL,PRICE,y\nRIH3,96690.0,a\nUSD,75.1,b\n";
  const { rows } = await importRows("marked-header", text);
  expect(rows[1]).toEqual({ "#SYMBOL": "USD", PRICE: 75.1, y: "b" });
  const plain = await importRows("marked-header-alone", "#a,b\nx,y\nz,w\n");
  expect(plain.version.columns.map(({ name }) => name)).toEqual(["#a", "b"]);
});

test("a quote inside a bare cell is a character of it", async () => {
  const { rows } = await importRows("inches", 'id,name,lat\n1,12" Gun Shop,1.5\n2,Park,2.5\n');
  expect(rows[0]).toEqual({ id: 1, name: '12" Gun Shop', lat: 1.5 });
});

const stated: [name: string, text: string, reading: Reading][] = [
  ["stated-skip", "1,2,3\nx,y,z\na,b,y\n1,2,x\n3,4,z\n", { skip: 2 }],
  [
    "stated-comment",
    "a,b,y\n1,2,x\n// a remark, with commas, of four, cells\n3,4,z\n",
    { comment: "//" },
  ],
  ["stated-delimiter", "a::b::y\n1::2::x\n3::4::z\n", { delimiter: "::" }],
  ["stated-delimiter-by-name", "a b\ty\n1 2 x\n3\t4 z\n", { delimiter: "space" }],
  ["bad-rows", 'a,b,y\n1,2,x\n4,5\n"3"3,3,z\n3,4,z\n7,8,9,10\n"5,6,y\n', { onBadRow: "skip" }],
];

test.each(stated)(
  "%s: what is stated is done and kept with the version",
  async (name, text, reading) => {
    const { rows, version } = await importRows(name, text, reading);
    expect(rows).toEqual(abc);
    expect(version.reading).toEqual(reading);
  },
);

test("skipped lines are listed with their numbers and reasons", async () => {
  const rows = Array.from({ length: 150 }, (_, i) => `${i},x,\n${i},x,y,z\n`).join("");
  const { report } = await importRows("many-bad-rows", `a,b,c\n${rows}`, { onBadRow: "skip" });
  expect(report).toMatchObject({ rawRows: 150, skippedRows: { count: 150 } });
  expect(report.skippedRows.lines).toHaveLength(100);
  expect(report.skippedRows.lines[1]).toEqual({ line: 5, reason: "has 4 cells; the header has 3" });
  expect(report.notes.join()).toContain("150 lines were skipped");
});

test("a file without a header says so, or is read with columns by position", async () => {
  const text = "5.1,3.5,setosa\n4.9,3.0,setosa\n6.3,2.5,virginica\n";
  const taken = await importRows("no-header-doubted", text);
  expect(taken.report.notes).toEqual([expect.stringContaining("`reading.header: false`")]);
  const { rows } = await importRows("no-header", text, { header: false });
  expect(rows[0]).toEqual({ column_1: 5.1, column_2: 3.5, column_3: "setosa" });
  expect(rows).toHaveLength(3);
});

test("years as names of columns are no row", async () => {
  const { report } = await importRows("years", "land,1990,2000\nA,1,2\nB,3,4\n");
  expect(report.notes).toEqual([]);
});

/** Bytes as Python's codecs write them. */
const encoded: [label: string, hex: string, text: string][] = [
  ["iso-8859-2", "a3f364bc", "Łódź"],
  ["latin2", "a3f364bc", "Łódź"],
  ["windows-1250", "a3f3649f", "Łódź"],
  ["gbk", "b1b1bea9", "北京"],
  ["shift_jis", "938c8b9e", "東京"],
  ["cp932", "938c8b9e", "東京"],
  ["euc-kr", "bcadbfef", "서울"],
  ["koi8-r", "edcfd3cbd7c1", "Москва"],
  ["utf-16be", "5317 4eac", "北京"],
  ["utf-32le", "17530000 ac4e0000", "北京"],
];

test.each(encoded)("text in %s is read when it is stated", async (label, hex, text) => {
  const wide = { "utf-16be": "utf16le", "utf-32le": "utf32" }[label];
  const ascii = (part: string) => {
    if (wide === undefined) return Buffer.from(part);
    if (wide === "utf16le") return Buffer.from(part, "utf16le").swap16();
    return Buffer.concat([...part].map((each) => Buffer.from([each.charCodeAt(0), 0, 0, 0])));
  };
  const bytes = Buffer.concat([
    ascii("name,y\n"),
    Buffer.from(hex.replaceAll(" ", ""), "hex"),
    ascii(",1\n"),
  ]);
  const { rows } = await importRows(`text-${label}`, bytes, { encoding: label });
  expect(rows).toEqual([{ name: text, y: 1 }]);
});

test("UTF-32 with its mark is read, and text in no stated encoding is refused with its line", async () => {
  const bytes = Buffer.from(
    [..."\ufeffa,b\n1,2\n"].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8, 0, 0]),
  );
  const { rows, report } = await importRows("utf-32", bytes);
  expect(rows).toEqual([{ a: 1, b: 2 }]);
  expect(report.encoding).toBe("utf-32le with byte order mark");
  const wrong = importText(context.database, Buffer.from([0x61, 0x0a, 0x81, 0x0a]), {
    reading: { encoding: "shift_jis" },
  });
  await expect(wrong).rejects.toMatchObject({
    code: "dataset-invalid",
    message: "The text is not shift_jis at line 2.",
    hint: expect.stringContaining("`reading.encoding`"),
  });
});

test("text that was taken for windows-1252 says how to state what it is", async () => {
  const { report } = await importRows(
    "guessed",
    Buffer.from("name,y\n\xa3\xf3d\xbc,1\n", "latin1"),
  );
  expect(report.notes).toEqual([expect.stringContaining("`reading.encoding`")]);
});

const hinted: [what: string, text: string, hint: string][] = [
  ["a short row", "a,b,c\n1,2,3\n4,5\n", "`reading.onBadRow: skip`"],
  ["a remark below the header", "a,b,c\n1,2,3\n# total\n", "`reading.comment: #`"],
  ["a title that is no plain one", "Title\n1,2,3\n4,5,6\n", "`reading.skip: 1`"],
  ["a header that is a row", "1,1,x\n2,3,y\n", "`reading.header: false`"],
];

test.each(hinted)("%s is refused with the option that mends it", async (_, text, hint) => {
  await expect(importText(context.database, text)).rejects.toMatchObject({
    code: "dataset-invalid",
    hint: expect.stringContaining(hint),
  });
});

test("values of which nothing is to be seen are told of", async () => {
  const { report } = await importRows("unseen", "a,b\n1,x\n2,\u200b\n3,\u00a0\n4, \n");
  expect(report.columns[1]).toMatchObject({ missingTokens: { "": 2 } });
  expect(report.notes).toEqual(
    expect.arrayContaining([expect.stringMatching(/^In "b" are values .*: 1, first on line 3;/)]),
  );
});
