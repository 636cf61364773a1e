import { Readable } from "node:stream";
import { AppError } from "@rookery/contracts";
import { expect, test } from "vitest";
import { importText, listEverything, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

const columns = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`).join(",");

const refused: [what: string, content: string | Buffer, message: string | RegExp][] = [
  ["an empty file", "", "The file is empty."],
  ["a byte order mark alone", "\ufeff", "The file holds nothing but blank lines."],
  ["blank lines alone", "\n\r\n\n", "The file holds nothing but blank lines."],
  ["a header alone", "a,b\r\n", "The file has a header but no rows."],
  ["rows without values", "a,b\nNA,\n,?\n", "Not one of the 2 rows has a value."],
  [
    "duplicate headers",
    "a,b, a\n1,2,3\n",
    "The header on line 1 cannot be used: Column 3 has the name of column 1.",
  ],
  [
    "a cell with a value beyond the header",
    "a,b\n1,2\n3,4,,5\n",
    "Line 3 has 4 cells; the header has 2.",
  ],
  [
    "a reserved header",
    "__proto__,b\n1,2\n",
    "The header on line 1 cannot be used: is a reserved word.",
  ],
  ["a short row", "a,b\n1,2\n\n3\n", "Line 4 has 1 cell; the header has 2."],
  [
    "a long row below a cell of several lines",
    'a,b\r\n"1\r\n\r\n",2\r\n3,4,5\r\n',
    "Line 5 has 3 cells; the header has 2.",
  ],
  [
    "a ragged row far into the file",
    `a,b\n${"1,2\n".repeat(200_000)}3\n`,
    "Line 200002 has 1 cell; the header has 2.",
  ],
  [
    "too many columns",
    `${columns(1600)}\n`,
    "The header on line 1 has 1600 columns; 1599 is the most a table can have.",
  ],
  [
    "rows wider than a page",
    `${columns(1000)}\n${"0.12345678901234567,".repeat(999)}1\n`,
    /^A row does not fit PostgreSQL/,
  ],
  ["a NUL byte", "a,b\n1,2\n3,\0\n", "Line 3 holds a NUL byte, which text never does."],
  [
    "UTF-16 without byte order mark",
    Buffer.from("a,b\n1,2\n", "utf16le"),
    /^Line 1 holds a NUL byte/,
  ],
  [
    "half a UTF-16 character",
    Buffer.from("\ufeffa\nx\n\ud800\n", "utf16le"),
    "The text is not utf-16le at line 3.",
  ],
  [
    "UTF-8 that breaks off",
    Buffer.concat([Buffer.from("a\né\nb\n"), Buffer.from([0xe9]), Buffer.from("\n")]),
    "Line 4 is not UTF-8, but earlier parts of the file are.",
  ],
  [
    "neither UTF-8 nor windows-1252",
    Buffer.from([0x61, 0x0a, 0x83, 0x81, 0x0a]),
    "Line 2 holds the byte 0x81: the text is neither UTF-8 nor windows-1252.",
  ],
  [
    "a quote that never closes",
    'a,b\n1,2\n3,"4\n5,6\n',
    "Line 3 has a quoted cell that never closes.",
  ],
  [
    "text behind a closing quote",
    'a,b\n"1"x,2\n',
    "Line 2 has a quote where none may be, in cell 1.",
  ],
  [
    "an endless record",
    `a\n"${"x".repeat(17 * 1024 * 1024)}"\n`,
    "Line 2 is longer than 16777216 characters.",
  ],
];

test.each(refused)(
  "%s is refused with the way out, and leaves nothing",
  async (_, content, message) => {
    const { database } = context;
    const before = await listEverything(database);
    const error = await importText(database, content, {
      stream: Readable.from(content.length > 0 ? [Buffer.from(content as string)] : []),
    }).catch((thrown: unknown) => thrown as AppError);

    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      code: "dataset-invalid",
      hint: expect.stringMatching(/\w+ .*\.$/),
    });
    expect((error as AppError).message).toMatch(message);
    expect(await listEverything(database)).toEqual(before);
  },
);

test("1,599 columns are a table", async () => {
  const text = `${columns(1599)}\n${"x,".repeat(1598)}y\n${"z,".repeat(1598)}y\n`;
  const { version } = await importText(context.database, text, { name: "wide" });
  expect(version).toMatchObject({ rows: 2 });
  expect(version.columns).toHaveLength(1599);
});

test("every header that must change is named at once", async () => {
  const error = await importText(context.database, `a,a,a,${"x".repeat(201)}\n`).catch((e) => e);
  expect(error.issues.map(({ field }: { field: string }) => field)).toEqual([
    "columns[1]",
    "columns[2]",
    "columns[3]",
  ]);
});

test("a file above the limit is refused while it arrives", async () => {
  const { database } = context;
  let sent = 0;
  function* endless() {
    for (;;) {
      sent += 1000;
      yield Buffer.alloc(1000, "a\n");
    }
  }
  const before = await listEverything(database);
  const importing = importText(database, "", {
    stream: Readable.from(endless()),
    maxBytes: 50_000,
  });
  await expect(importing).rejects.toMatchObject({ code: "payload-too-large" });
  expect(sent).toBeLessThan(200_000);
  expect(await listEverything(database)).toEqual(before);
});

test("an upload that breaks off leaves nothing", async () => {
  const { database } = context;
  const broken = new Error("The sender went away");
  function* breaking() {
    yield Buffer.from("a,b\n1,2\n");
    throw broken;
  }
  const before = await listEverything(database);
  const importing = importText(database, "", { stream: Readable.from(breaking()) });
  await expect(importing).rejects.toBe(broken);
  expect(await listEverything(database)).toEqual(before);
});

test("a name that cannot stand in an address is refused", async () => {
  const importing = importText(context.database, "a\n1\n", { name: "../x" });
  await expect(importing).rejects.toMatchObject({
    code: "validation-failed",
    issues: [{ field: "name" }],
  });
});
