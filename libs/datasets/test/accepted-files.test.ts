import { expect, test } from "vitest";
import { importText, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

const western = Buffer.from("name;größe\nJosé;1\n", "latin1");
const accepted: [what: string, content: string | Buffer, encoding: string, delimiter: string][] = [
  ["UTF-8", "name,größe\nJosé,1\n", "utf-8", "comma"],
  [
    "UTF-8 with byte order mark",
    "\ufeffname,größe\r\nJosé,1\r\n",
    "utf-8 with byte order mark",
    "comma",
  ],
  [
    "UTF-16 little endian",
    Buffer.from("\ufeffname\tgröße\nJosé\t1\n", "utf16le"),
    "utf-16le with byte order mark",
    "tab",
  ],
  [
    "UTF-16 big endian",
    Buffer.from("\ufeffname|größe\nJosé|1\n", "utf16le").swap16(),
    "utf-16be with byte order mark",
    "bar",
  ],
  ["windows-1252", western, "windows-1252", "semicolon"],
  ["line ends of all kinds, and blank lines", "\nname,größe\r\n\r\nJosé,1\n\n\r", "utf-8", "comma"],
  ["no line end at the end", "name,größe\nJosé,1", "utf-8", "comma"],
  ["quotes around everything", '"name";"größe"\n"José";"1"\n', "utf-8", "semicolon"],
];

test.each(accepted)("%s is read as meant", async (what, content, encoding, delimiter) => {
  const { database } = context;
  const name = what.replaceAll(/\W/g, "-");
  const { version } = await importText(database, content, { name });
  expect(version.report).toMatchObject({ encoding, delimiter });
  const { rows } = await database.pool.query(`select * from processed."${name}_v1"`);
  expect(rows).toEqual([{ row_number: 1, name: "José", größe: 1 }]);
});

test("delimiters inside quotes do not count", async () => {
  const text = 'a;b\n"1,2,3,4";x\n"5,6,7,8";y\n';
  const { version } = await importText(context.database, text, { name: "quoted-delimiters" });
  expect(version.report.delimiter).toBe("semicolon");
  expect(version.columns.map((column) => column.name)).toEqual(["a", "b"]);
});

test("a header PostgreSQL could not name, or names itself, keeps its name beside a safe one", async () => {
  const { database } = context;
  const long = "x".repeat(63);
  const accents = "é".repeat(60);
  const headers = [`${long}1`, `${long}2`, long, "row_number", "ctid", 'say "hi"; drop', accents];
  const text = `${headers.map((header) => `"${header.replaceAll('"', '""')}"`).join(",")}\n1,2,3,4,5,6,7\n`;
  const { version } = await importText(database, text, { name: "names" });

  expect(version.columns.map(({ name }) => name)).toEqual(headers);
  const { rows } = await database.pool.query("select * from processed.names_v1");
  expect(version.columns.map(({ sqlName }) => rows[0][sqlName])).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(version.columns.slice(2, 6).map(({ sqlName }) => sqlName)).toEqual([
    long,
    "row_number_2",
    "ctid_2",
    'say "hi"; drop',
  ]);
  expect(version.report.notes).toHaveLength(5);
});

test("datasets with names longer than an identifier keep their tables apart", async () => {
  const name = "n".repeat(99);
  const first = await importText(context.database, "a\n1\n", { name: `${name}1` });
  const second = await importText(context.database, "a\n1\n", { name: `${name}2` });
  expect(first.version.rawTable).not.toBe(second.version.rawTable);
  expect(first.version.rawTable.length).toBeLessThanOrEqual("raw.".length + 63);
});
