import { createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import { awkwardTables, readTestTable, testTables } from "@rookery/test";
import { beforeAll, describe, expect, test } from "vitest";
import { gentoo, importPenguins, penguinSweep, runSweep } from "../e2e/support/penguins.ts";
import { findProgram } from "../services/find-program.ts";
import { makeTempDir } from "../services/temp-dir.ts";
import { penguinsFile, rookery } from "./support/run-rookery.ts";
import { useServer } from "./support/use-server.ts";

const hasTerminal = process.platform === "linux" && (await findProgram("script")) !== null;
const server = useServer();
/** A shell's `>`, for a program in a terminal. */
const withOutputInFile = `
  const [, file, ...args] = process.argv;
  const stdio = [0, require("node:fs").openSync(file, "w"), 2];
  process.exit(require("node:child_process").spawnSync(process.execPath, args, { stdio }).status);
`;
const columns = Object.keys(gentoo);
const birds = [
  gentoo,
  {
    ...gentoo,
    island: "Torgersen",
    flipper_length_mm: 181,
    body_mass_g: 3750,
    culmen_length_mm: 39.1,
    culmen_depth_mm: 18.7,
  },
];
let folder: string;

const toCsv = (rows: Record<string, unknown>[]) =>
  [columns.join(","), ...rows.map((row) => columns.map((name) => row[name]).join(","))]
    .join("\n")
    .concat("\n");

beforeAll(async () => {
  folder = await makeTempDir("predict", server.stage.cleanup);
  await importPenguins(server.embedded.client);
  await runSweep(server.embedded.client, penguinSweep({ keepModels: "best" }));
});

const predict = (args: string[], input: string | Buffer) =>
  server.run(["predict", "--model", "penguins", ...args, "-"], { input });

test("rows come out in their order with what the API predicts", async () => {
  const { code, stdout, stderr } = await predict(["--probabilities"], toCsv(birds));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const [header, ...lines] = stdout
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const rows = lines.map((cells) =>
    Object.fromEntries(cells.map((cell, at) => [header?.[at], cell])),
  );
  const answer = await server.embedded.inference.predict({ model: "penguins", rows: birds });
  expect(rows).toHaveLength(birds.length);
  for (const [at, prediction] of answer.predictions.entries()) {
    if (!("label" in prediction)) throw new Error("Penguins have species");
    expect(rows[at]).toMatchObject({
      island: birds[at]?.island,
      prediction: prediction.label,
      probability: String(prediction.probabilities[prediction.label]),
      probability_Gentoo: String(prediction.probabilities.Gentoo),
    });
  }
});

test.each([";", "\t", "|"])(
  "cells between %j are found by the header and written the same",
  async (delimiter) => {
    const { code, stdout, stderr } = await predict([], toCsv(birds).replaceAll(",", delimiter));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n")[0]).toBe([...columns, "prediction", "probability"].join(delimiter));
  },
);

test("a first column without a name and a delimiter behind every line are no mistake", async () => {
  const lines = toCsv(birds).trimEnd().split("\n");
  const labelled = lines.map((line, at) => `${at === 0 ? "" : at},${line},\n`).join("");
  const { code, stdout, stderr } = await predict(["--json"], labelled);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout.split("\n")[1] ?? "")).toMatchObject({ row: "2", island: "Torgersen" });
});

test("what is stated about the file is done, and lines that are no rows are told of", async () => {
  const [header, ...lines] = toCsv(birds).replaceAll(",", "::").trimEnd().split("\n");
  const text = [...lines, "1::2", lines[0]].join("\n");
  const named = await predict(
    ["--delimiter", "::", "--skip", "1", "--on-bad-row", "skip", "--json"],
    `exported by ann\n${header}\n${text}`,
  );
  expect(named.code).toBe(0);
  expect(named.stdout.trim().split("\n")).toHaveLength(3);
  expect(named.stderr).toContain("line 5 has 2 cells; the header has 6");
  const refused = await predict(["--delimiter", "::"], `${header}\n${text}`);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("--on-bad-row skip");
  const unknown = await predict(["--encoding", "klingon"], toCsv(birds));
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining("--encoding") });
});

test("a file is read as was stated for the table that the model learnt from", async () => {
  const { client } = server.embedded;
  const file = join(folder, "cities.txt");
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${i % 2 ? "\u0141\u00f3d\u017a" : "Gda"}^${i}^${i % 2 ? "a" : "b"}\n`,
  );
  const latin2: Record<string, number> = { "\u0141": 0xa3, "\u00f3": 0xf3, "\u017a": 0xbc };
  const bytes = Buffer.from(
    ["// exported\n", ...rows]
      .join("")
      .split("")
      .map((letter) => latin2[letter] ?? letter.charCodeAt(0)),
  );
  await writeFile(file, bytes);
  const options = ["--delimiter", "^", "--encoding", "latin2", "--comment", "//", "--no-header"];
  const imported = await server.run([
    "dataset",
    "import",
    file,
    "--name",
    "cities",
    ...options,
    "--json",
  ]);
  expect(JSON.parse(imported.stdout).reading).toEqual({
    delimiter: "^",
    encoding: "latin2",
    comment: "//",
    header: false,
  });
  await runSweep(client, {
    dataset: "cities",
    target: "column_3",
    features: ["column_1"],
    trainer: "decision-tree",
    space: { maxDepth: { values: [2] } },
    keepModels: "best",
  });
  const { code, stdout, stderr } = await server.run([
    "predict",
    "--model",
    "cities",
    file,
    "--json",
  ]);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringContaining("--delimiter '^' --encoding latin2 --comment '//' --no-header"),
  });
  const predicted = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(predicted).toHaveLength(40);
  expect(predicted[1]).toMatchObject({ column_1: "\u0141\u00f3d\u017a", prediction: "a" });
});

test("what is packed is unpacked, and a JSON array is rows", async () => {
  const packed = await predict([], gzipSync(toCsv(birds)));
  expect(packed.stdout).toBe((await predict([], toCsv(birds))).stdout);
  const array = await predict([], JSON.stringify(birds, null, 2));
  expect({ code: array.code, rows: array.stdout.trim().split("\n").length }).toEqual({
    code: 0,
    rows: 2,
  });
  const foreign = await predict([], Buffer.from("<stata_dta><header>"));
  expect(foreign).toMatchObject({ code: 2, stderr: expect.stringContaining("a Stata file") });
});

test("JSON lines in and out, and CSV to JSON lines", async () => {
  const input = birds.map((row) => `${JSON.stringify(row)}\n`).join("");
  const fromLines = await predict(["--from", "jsonl"], input);
  expect(
    fromLines.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual(
    birds.map((row) => ({
      ...row,
      prediction: expect.any(String),
      probability: expect.any(Number),
    })),
  );
  const fromCsv = await predict(["--json"], toCsv(birds));
  expect(JSON.parse(fromCsv.stdout.split("\n")[0] ?? "").prediction).toBe("Gentoo");
});

test("what the import read as missing is missing", async () => {
  const { code, stdout, stderr } = await server.run([
    "predict",
    "--model",
    "penguins",
    penguinsFile,
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.trim().split("\n")).toHaveLength(345);
});

test("keys that a JSON line lacks are missing values, as null is", async () => {
  const { sex, ...unsexed } = gentoo;
  const lines = [unsexed, { ...unsexed, sex: null }, { ...unsexed, sex: "NA" }]
    .map((row) => `${JSON.stringify(row)}\n`)
    .join("");
  const { code, stdout } = await predict(["--from", "jsonl"], lines);
  expect(code).toBe(0);
  const chances = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).probability);
  expect(chances).toHaveLength(3);
  expect(new Set(chances).size).toBe(1);
});

test("a JSON line with none of the model's columns is refused", async () => {
  const { code, stderr } = await predict(["--from", "jsonl"], '{"Sex": "MALE"}\n');
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/line 1: island/) });
});

test("without the API, cells are read as the model's signature says, which is told", async () => {
  const args = ["predict", "--model", "penguins", "-"];
  const env = { ROOKERY_API_URL: "http://127.0.0.1:1" };
  const { code, stdout, stderr } = await server.run(args, { env, input: toCsv(birds) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/is not known/) });
  expect(stdout.trim().split("\n")).toHaveLength(birds.length + 1);
});

describe("a German table", () => {
  let german: Buffer;
  let text: string;
  let expected: string;

  const predictWine = async (input: string | Buffer) =>
    await server.run(["predict", "--model", "wine", "-"], { input });

  beforeAll(async () => {
    const { client } = server.embedded;
    const { name, fileName, target } = testTables.wine;
    german = await readTestTable(testTables.wine);
    text = new TextDecoder("windows-1252").decode(german);
    await client.datasets.import(new Blob([new Uint8Array(german)]), { name, fileName });
    await runSweep(client, {
      dataset: name,
      target,
      trainer: "random-forest",
      space: { trees: { values: [20] } },
      validation: { kind: "k-fold", folds: 3 },
      keepModels: "best",
    });
    const { code, stdout, stderr } = await predictWine(german);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expected = stdout;
  });

  test("is predicted from the very file it was imported from", () => {
    const [header, ...rows] = expected.trim().split("\n");
    expect(header).toBe(`${text.split(/\r?\n/)[0]};prediction;probability`);
    expect(rows).toHaveLength(178);
    const right = rows.filter((row) => {
      const cells = row.split(";");
      return cells[13] === cells[15];
    });
    expect(right.length).toBeGreaterThan(160);
  });

  test.each([
    ["UTF-8", () => Buffer.from(text)],
    ["UTF-8 with a byte order mark", () => Buffer.from(`\ufeff${text}`)],
    ["UTF-16 with a byte order mark", () => Buffer.from(`\ufeff${text}`, "utf16le")],
  ])("is read the same in %s", async (_encoding, encode) => {
    const { stdout, stderr } = await predictWine(encode());
    expect(stderr).toBe("");
    expect(stdout).toBe(expected);
  });

  test("is read the same when its first letter beyond ASCII ends a piece of the file", async () => {
    const pieceBytes = 64 * 1024;
    const first = german.findIndex((byte) => byte > 0x7f);
    const name = "x".repeat(pieceBytes - 1 - first - ";".length);
    const file = join(folder, "wide-wine.csv");
    const wide = text.replaceAll(/^(?=.)/gm, "1;").replace("1", name);
    await writeFile(file, wide, "latin1");
    const { stdout, stderr } = await server.run(["predict", "--model", "wine", file]);
    expect(stderr).toBe("");
    expect(stdout.replace(name, "1").replaceAll(/^1;/gm, "")).toBe(expected);
  });

  test("may be followed by a file with decimal points that commas part", async () => {
    const english = text
      .replace(/(?<=\d)\.(?=\d{3}(?:;|$))/gm, "")
      .replaceAll(",", ".")
      .replaceAll(";", ",");
    const { stdout, stderr } = await predictWine(english);
    expect(stderr).toBe("");
    const predictions = (output: string, delimiter: string) =>
      output.split("\n").map((row) => row.split(delimiter).slice(-2));
    expect(predictions(stdout, ",")).toEqual(predictions(expected, ";"));
  });
});

test("the stated schema and rules of the table hold for every cell", async () => {
  const { client } = server.embedded;
  const rows = Array.from({ length: 60 }, (_, at) => {
    const code = at < 2 ? 99 : at % 2 === 0 ? 10 : 20;
    return `${at},5;${code};${at % 3 === 0 ? "yes" : "no"};${at < 30 ? "small" : "big"}`;
  });
  const table = ["size;code;paid;label", ...rows].join("\n");
  await client.datasets.import(new Blob([table]), {
    name: "stated",
    fileName: "stated.csv",
    schema: { code: "category", paid: "boolean", size: { kind: "number", format: "1234,5" } },
    cleaning: {
      missing: { add: ["none"] },
      invalid: "missing",
      columns: { code: { rare: { minCount: 3 } } },
    },
  });
  await runSweep(client, { ...penguinSweep(), dataset: "stated", target: "label" });

  const chancesOf = async (from: string, input: string) => {
    const args = ["predict", "--model", "stated", "--from", from, "--to", "jsonl", "-"];
    const { stdout, stderr } = await server.run(args, { input });
    expect(stderr).toBe("");
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).probability);
  };
  const plain = [
    { size: 7.5, code: "other", paid: true },
    { size: null, code: "10", paid: false },
    { size: 12, code: null, paid: null },
  ];
  const asJson = (values: unknown[]) => values.map((row) => `${JSON.stringify(row)}\n`).join("");
  const expected = await chancesOf("jsonl", asJson(plain));
  const typed = [{ size: "7,5", code: 77, paid: 1 }, { code: 10, paid: "N" }, { size: 12 }];
  expect(await chancesOf("jsonl", asJson(typed))).toEqual(expected);
  const cells = "size; code;paid\n7,5; 99 ;Yes\nhuge;10;f\n12;none;?\n";
  expect(await chancesOf("csv", cells)).toEqual(expected);
});

describe("rows that the model refuses", () => {
  let unknown: string;

  beforeAll(async () => {
    unknown = join(folder, "unknown.csv");
    await writeFile(unknown, (await readFile(penguinsFile, "utf8")).replaceAll("NA", "unknown"));
  });

  test("end the command with their lines", async () => {
    const { code, stderr } = await server.run(["predict", "--model", "penguins", unknown]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/line 5: culmen_length_mm: .*not "unknown"/);
  });

  test("are put aside with their lines, and the others are predicted", async () => {
    const bad = join(folder, "bad.csv");
    const args = ["predict", "--model", "penguins", "--skip-invalid", bad, unknown];
    const { code, stdout, stderr } = await server.run(args);
    expect(code).toBe(0);
    expect(stderr).toContain("342 of 344 rows predicted");
    expect(stderr).toContain('sex: "unknown" in 8 rows was not in training, and is ignored');
    expect(stdout.trim().split("\n")).toHaveLength(343);
    const lines = (await readFile(bad, "utf8")).trim().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^line,problem,species,island/);
    expect(lines[1]).toMatch(/^5,culmen_length_mm: Must be a finite number or null/);
  });

  test("may only lack values", async () => {
    const args = ["predict", "--model", "penguins", "--missing", "unknown", "--", unknown];
    const { code, stdout } = await server.run(args);
    expect(code).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(345);
  });
});

describe("lines that are easily miscounted", () => {
  beforeAll(async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `${at},${at},${at < 30 ? "small" : "big"}`);
    const { client } = server.embedded;
    const table = new Blob([`a,b,label\n${rows.join("\n")}`]);
    await client.datasets.import(table, { name: "lines", fileName: "lines.csv" });
    await runSweep(client, {
      ...penguinSweep(),
      dataset: "lines",
      features: ["a"],
      target: "label",
    });
  });

  test.each(awkwardTables)("$what: rows are refused by their lines", async (table) => {
    const { what, fileName, bytes, lines } = table;
    const file = join(folder, fileName);
    await writeFile(file, bytes);
    const args = ["predict", "--model", "lines", "--json"];
    const stopped = await server.run([...args, file]);
    expect(stopped.code, what).toBe(1);
    const { error } = JSON.parse(stopped.stderr);
    expect(error.message).toBe(`The model refuses line ${lines[0]}.`);
    expect(error.issues.map(({ field }: { field: string }) => field)).toEqual(
      lines.map((line) => `line ${line}: a`),
    );

    const bad = join(folder, "miscounted.jsonl");
    const { code, stdout } = await server.run([...args, "--skip-invalid", bad, file]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    const refused = (await readFile(bad, "utf8")).trim().split("\n");
    expect(refused.map((line) => JSON.parse(line).line)).toEqual(lines);
  });
});

test("the content says what a file holds, whatever its name", async () => {
  const lines = birds.map((row) => `${JSON.stringify(row)}\n`).join("");
  const { code, stdout, stderr } = await predict([], lines);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(
    stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).island),
  ).toEqual(birds.map(({ island }) => island));
});

test("text is windows-1252 where it is not UTF-8, whatever the training table was", async () => {
  const [header, ...rows] = toCsv(birds).trimEnd().split("\n");
  const text = [`${header},note`, ...rows.map((row) => `${row},für 5 \x80`)].join("\n");
  const { code, stdout, stderr } = await predict([], Buffer.from(text, "latin1"));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.trimEnd().split("\n").slice(1)).toEqual([
    expect.stringContaining("für 5 €"),
    expect.stringContaining("für 5 €"),
  ]);
});

test.each([
  ["a missing column", "island,sex\nBiscoe,MALE\n", /lacks the columns culmen_length_mm/],
  ["an empty file", "", /needs a header line/],
  [
    "a missing column of text that is not UTF-8",
    Buffer.from("L\xe4nge,sex\n1,MALE\n", "latin1"),
    /the file has Länge, sex/,
  ],
  [
    "text that is UTF-8 at first",
    Buffer.concat([Buffer.from("Länge,sex\n"), Buffer.from("L\xe4nge,1\n", "latin1")]),
    /Line 2 is not UTF-8, but earlier parts of the file are/,
  ],
  ["a NUL byte", `${toCsv(birds)}\0`, /Line 4 holds a NUL byte/],
  ["a column named twice", "sex, sex\n1,2\n", /names "sex" twice/],
  ["a broken quote", `${toCsv(birds)}"`, /Line 4 has a quoted cell that never closes\./],
  ["a row of another length", `${toCsv(birds)}1,2\n`, /Line 4 has 2 cells; the header has 6\./],
  ["a line that is no JSON", `\n${JSON.stringify(gentoo)}\n\n{"sex"\n`, /Line 4 is not JSON/],
  [
    "a column that would be written over",
    "prediction,".concat(toCsv(birds).replaceAll("\n", "\n1,")).replace(/\n1,$/, "\n"),
    /--column/,
  ],
])("%s is told before or where it is met", async (_title, input, message) => {
  const { code, stderr } = await predict([], input);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
});

test.each(["csv", "jsonl"])("a %s file that is not there is named", async (format) => {
  const file = join(folder, `nowhere.${format}`);
  const { code, stderr } = await server.run(["predict", "--model", "penguins", file]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/^error: .*nowhere/) });
});

test("who stops reading ends the command quietly", async () => {
  const file = join(folder, "many.csv");
  await writeFile(file, toCsv(Array.from({ length: 20_000 }, () => gentoo)));
  const { stdout, stderr } = await server.shell(
    `rookery predict --model penguins ${file} | head -n 2 | wc -l; echo "\${PIPESTATUS[0]}"`,
  );
  expect(stdout.split("\n").map((line) => line.trim())).toEqual(["2", "0", ""]);
  expect(stderr).toBe("");
});

test("50,000 rows of 200 MB pass through a heap of 80 MB", async () => {
  const file = join(folder, "wide.csv");
  const note = "x".repeat(4_000);
  const row = `${columns.map((name) => gentoo[name as keyof typeof gentoo]).join(",")},${note}\n`;
  await pipeline(
    Readable.from(
      (function* () {
        yield `${columns.join(",")},note\n`;
        for (let batch = 0; batch < 500; batch++) yield row.repeat(100);
      })(),
    ),
    createWriteStream(file),
  );
  const { stdout, stderr } = await server.shell(
    `rookery predict --model penguins ${file} --batch 500 | grep -c ',Gentoo,'; echo "\${PIPESTATUS[0]}"`,
    { env: { NODE_OPTIONS: "--max-old-space-size=80" } },
  );
  expect({ stdout, stderr }).toEqual({ stdout: "50000\n0\n", stderr: "" });
});

test.runIf(hasTerminal)(
  "in a terminal progress is shown and taken away, and never part of the result",
  async () => {
    const out = join(folder, "out.csv");
    const many = join(folder, "many.csv");
    const [header, ...lines] = (await readFile(penguinsFile, "utf8")).trimEnd().split("\n");
    const copies = Array.from({ length: 60 }, () => lines.join("\n"));
    await writeFile(many, `${[header, ...copies].join("\n")}\n`);
    const run = server.stage.start({
      name: "predict in a terminal",
      args: ["-e", withOutputInFile, out, rookery, "predict", "--model", "penguins", many],
      env: { ...server.env, TERM: "xterm-256color" },
      terminal: true,
    });
    expect(await run.exited).toBe(0);
    expect(run.stdout).toMatch(/[\d,]+ rows {2}\d+ % read {2}[\d,]+ rows\/s/);
    expect(run.stdout.endsWith("\r\u001b[2K"), "the line is gone").toBe(true);
    const result = await readFile(out, "utf8");
    expect(result.trimEnd().split("\n")).toHaveLength(60 * lines.length + 1);
    expect(result).not.toContain("rows/s");
    expect(result).not.toContain("\u001b");
  },
);
