import { tmpdir } from "node:os";
import { AppError } from "@rookery/contracts";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { spoolUpload } from "../src/import/spool-upload.ts";
import { openParquet } from "../src/sources/parquet/open-parquet.ts";
import { bytesOf, importText, listEverything, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

type Columns = Parameters<typeof parquetWriteBuffer>[0]["columnData"];

function write(columnData: Columns, options: { rowGroupSize?: number } = {}): Buffer {
  return Buffer.from(parquetWriteBuffer({ columnData, ...options }));
}

async function refusal(content: Buffer, fileName = "table.parquet") {
  const { database } = context;
  const before = await listEverything(database);
  const error = await importText(database, "", { fileName, stream: bytesOf(content, 4_096) }).catch(
    (thrown) => thrown,
  );
  expect(await listEverything(database)).toEqual(before);
  return error;
}

test("the file's own types decide, and text stays text", async () => {
  const { database } = context;
  const file = write([
    { name: "zip", data: ["01234", "56789", null], type: "STRING" },
    { name: "born", data: ["2020-02-29", "2021-01-01", null], type: "STRING" },
    { name: "count", data: [1, null, 3], type: "INT32" },
    { name: "large", data: [2n ** 53n, -1n, null], type: "INT64" },
    { name: "ratio", data: [0.1, Number.NaN, -1e-300], type: "DOUBLE" },
    { name: "flag", data: [true, null, false], type: "BOOLEAN" },
    {
      name: "at",
      data: [new Date(0), null, new Date("2024-02-29T12:30:00.5Z")],
      type: "TIMESTAMP",
    },
  ]);
  const { version } = await importText(database, file, { fileName: "any name", name: "types" });
  expect(version.report.format).toBe("parquet");
  expect(version.columns.map(({ kind, missing }) => [kind, missing])).toEqual([
    ["category", 1],
    ["date", 1],
    ["number", 1],
    ["number", 1],
    ["number", 1],
    ["boolean", 1],
    ["date", 1],
  ]);
  const { rows } = await database.pool.query("select * from processed.types_v1 order by 1");
  expect(rows[0]).toMatchObject({ zip: "01234", large: 2 ** 53, ratio: 0.1, flag: true });
  expect(rows[2]).toMatchObject({ ratio: -1e-300, at: new Date("2024-02-29T12:30:00.5Z") });
  const raw = await database.pool.query(
    "select count, ratio from raw.types_v1 order by row_number",
  );
  expect(raw.rows[1]).toEqual({ count: null, ratio: "NaN" });
});

test("whole numbers that no double holds stay what they are", async () => {
  const { database } = context;
  const ids = [9007199254740993n, 9007199254740992n, -(2n ** 63n)];
  const file = write([{ name: "id", data: ids, type: "INT64" }]);
  const { version } = await importText(database, file, { fileName: "ids", name: "ids" });
  expect(version.report.columns[0]).toMatchObject({
    kind: "category",
    why: 'The file says INT64, but "9007199254740993" on line 1 has more digits than a number holds exactly',
  });
  for (const schema of ["raw", "processed"]) {
    const { rows } = await database.pool.query(`select id from ${schema}.ids_v1 order by 1`);
    expect(rows.map(({ id }) => id).sort()).toEqual(ids.map(String).sort());
  }
});

test("rows stay in order over slices and row groups of any size", async () => {
  const { database } = context;
  const count = 250_000;
  const numbers = Float64Array.from({ length: count }, (_, i) => i * 1.5);
  const words = Array.from({ length: count }, (_, i) => (i % 7 === 0 ? null : `w${i % 1000}`));
  const file = write(
    [
      { name: "number", data: numbers, type: "DOUBLE" },
      { name: "word", data: words, type: "STRING" },
    ],
    { rowGroupSize: 230_001 },
  );
  const { version } = await importText(database, "", {
    name: "slices",
    stream: bytesOf(file, 65_536),
  });
  expect(version.rows).toBe(count);
  const { rows } = await database.pool.query(
    `select count(*)::int as wrong from processed.slices_v1 where number <> (row_number - 1) * 1.5
       or word is distinct from case when (row_number - 1) % 7 <> 0 then 'w' || (row_number - 1) % 1000 end`,
  );
  expect(rows).toEqual([{ wrong: 0 }]);
});

test("nested columns are named with the way out", async () => {
  const file = write([
    { name: "a", data: [1, 2], type: "INT32" },
    { name: "list", data: [{ x: 1 }, { x: 2 }], type: "JSON" },
  ]);
  expect(await refusal(file)).toMatchObject({
    code: "dataset-invalid",
    message: expect.stringContaining('The column "list" is of the type "JSON"'),
    hint: expect.stringContaining("Flatten"),
    issues: [{ field: 'columns["list"]' }],
  });
});

test("an infinity is missing and said to be, as in text", async () => {
  const file = write([{ name: "x", data: [1, Number.POSITIVE_INFINITY], type: "DOUBLE" }]);
  const { version } = await importText(context.database, "", {
    name: "infinite",
    stream: bytesOf(file),
  });
  expect(version.columns[0]).toMatchObject({ kind: "number", distinct: 1 });
  expect(version.report.columns[0]).toMatchObject({ missingTokens: { Infinity: 1 } });
  expect(version.report.notes).toContain(
    'No number is infinite: "Infinity" of "x" counts as missing (cells: 1).',
  );
});

test("damaged files are refused, wherever they are damaged", async () => {
  const whole = write([
    { name: "number", data: Array.from({ length: 500 }, (_, i) => i / 3), type: "DOUBLE" },
    { name: "word", data: Array.from({ length: 500 }, (_, i) => `w${i}`), type: "STRING" },
  ]);
  for (const length of [4, 8, 12, 100, whole.length - 1]) {
    expect(await refusal(whole.subarray(0, length))).toMatchObject({ code: "dataset-invalid" });
  }
  for (let at = 4; at < whole.length - 8; at += Math.ceil(whole.length / 40)) {
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, at, at + 4);
    const { database } = context;
    const outcome = await importText(database, damaged, { name: "damaged" }).catch(
      (error) => error,
    );
    // Bytes of a value may change it unnoticed; anything else is the file's fault, not ours.
    if (!("version" in outcome)) expect(outcome).toMatchObject({ code: "dataset-invalid" });
  }
});

test("a page that claims more values than its rows is refused before it is decoded", async () => {
  const file = write([{ name: "n", data: new Int32Array(100).fill(7), type: "INT32" }]);
  // The header of the only page, in Thrift's compact form: a count is a zigzag varint.
  const count = Buffer.from([0x80 | (200 & 0x7f), 200 >> 7]);
  const at = file.indexOf(count, 4);
  expect(at).toBeGreaterThan(0);
  const lying = Buffer.from(file);
  lying[at + 1] = 0x7f;
  expect(await refusal(lying)).toMatchObject({
    code: "dataset-invalid",
    message: expect.stringMatching(/^A page of the Parquet file claims \d+ values/),
  });
});

const sevens = Array.from({ length: 20_000 }, () => 7);

test.each<[string, Columns[number], body: string]>([
  ["cells with a value", { name: "n", data: sevens, type: "INT32" }, "c0b80201"],
  [
    "positions in a dictionary",
    { name: "n", data: [...sevens.slice(1), 8], type: "INT32", nullable: false },
    "01beb80200",
  ],
  [
    "truth values",
    {
      ...{ name: "n", data: sevens.map(Boolean), type: "BOOLEAN" },
      ...{ nullable: false, encoding: "RLE" },
    },
    "04000000c0b80201",
  ],
])("a run longer than its page is refused before it is decoded: %s", async (_, column, body) => {
  const file = Buffer.from(
    parquetWriteBuffer({
      columnData: [{ nullable: true, ...column }],
      codec: "UNCOMPRESSED",
      rowGroupSize: sevens.length,
    }),
  );
  const at = file.indexOf(Buffer.from(body, "hex"));
  expect(at).toBeGreaterThan(0);
  const lying = Buffer.from(file);
  // The run's length is a varint of three bytes, so it cannot become longer than this.
  lying.write("feff7f", at + body.length / 2 - 4, "hex");
  expect(await refusal(lying)).toMatchObject({
    code: "dataset-invalid",
    message: expect.stringContaining("Row group 1"),
    cause: { message: expect.stringMatching(/^A run of 1048575 values, of (20000|19999)$/) },
  });
});

test("a codec that has no name is refused", async () => {
  const columnData: Columns = [{ name: "n", data: [1, 2], type: "INT32" }];
  const file = Buffer.from(parquetWriteBuffer({ columnData, codec: "UNCOMPRESSED" }));
  // The metadata of the column: its path of one name, then the codec, an i32 in zigzag form.
  const named = Buffer.from("1918016e1500", "hex");
  const at = file.lastIndexOf(named);
  expect(at).toBeGreaterThan(0);
  file.writeUInt8(2 * 40, at + named.length - 1);
  expect(await refusal(file)).toMatchObject({
    code: "dataset-invalid",
    message: expect.stringContaining("a codec that has no name"),
    hint: expect.stringContaining("snappy"),
  });
});

test("a file in which any byte is another is read or refused, and nothing else", async () => {
  const file = write([
    { name: "s", data: ["a", "b", null], type: "STRING" },
    { name: "n", data: [1, null, 3], type: "INT32" },
  ]);
  const codes = new Set<string>();
  for (let at = 4; at < file.length; at += 1) {
    for (const byte of [0, 2, 0x7f, 0xff]) {
      const damaged = Buffer.from(file);
      damaged.writeUInt8(byte, at);
      codes.add(await readAll(damaged));
    }
  }
  expect([...codes].sort()).toEqual(["dataset-invalid", "read"]);
});

/** Reads every row: "read", or the code of the refusal. */
async function readAll(content: Buffer): Promise<string> {
  const upload = await spoolUpload(bytesOf(content, content.length), {
    maxBytes: content.length,
    encoding: undefined,
    folder: tmpdir(),
    announcedBytes: content.length,
  });
  try {
    const { rows } = await openParquet(upload.content);
    for await (const _ of rows);
    return "read";
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  } finally {
    await upload.content.file.close();
  }
}

test("a page of strings that repeat each other without end is refused before it is decoded", async () => {
  const long = Buffer.alloc(1_000_000, "a").toString("latin1");
  const data = Array.from({ length: 70 }, (_, i) => `${long}${i}`);
  const file = Buffer.from(
    parquetWriteBuffer({
      columnData: [{ name: "word", data, type: "STRING", encoding: "DELTA_BYTE_ARRAY" }],
      pageSize: 2 ** 30,
    }),
  );
  expect(file.length).toBeLessThan(1_000_000);
  expect(await refusal(file)).toMatchObject({
    code: "dataset-invalid",
    cause: { message: "Strings that are longer than a page" },
  });
  const short = write([
    { name: "word", data: ["ab", "abc", null], type: "STRING", encoding: "DELTA_BYTE_ARRAY" },
  ]);
  const { version } = await importText(context.database, short, { name: "repeats" });
  expect(version.rows).toBe(2);
});
