import { createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { gentoo, importPenguins, penguinSweep, runSweep } from "../e2e/support/penguins.ts";
import { makeTempDir } from "../services/temp-dir.ts";
import { penguinsFile } from "./support/run-rookery.ts";
import { useServer } from "./support/use-server.ts";

const server = useServer();
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

describe("rows that the model refuses", () => {
  test("end the command with their lines", async () => {
    const { code, stderr } = await server.run(["predict", "--model", "penguins", penguinsFile]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/line 5: culmen_length_mm: .*not "NA"/);
  });

  test("are put aside with their lines, and the others are predicted", async () => {
    const bad = join(folder, "bad.csv");
    const args = ["predict", "--model", "penguins", "--skip-invalid", bad, penguinsFile];
    const { code, stdout, stderr } = await server.run(args);
    expect(code).toBe(0);
    expect(stderr).toContain("333 of 344 rows predicted");
    expect(stdout.trim().split("\n")).toHaveLength(334);
    const lines = (await readFile(bad, "utf8")).trim().split("\n");
    expect(lines).toHaveLength(12);
    expect(lines[0]).toMatch(/^line,problem,species,island/);
    expect(lines[1]).toMatch(/^5,"culmen_length_mm: Must be a finite number or null/);
  });

  test("may only lack values", async () => {
    const args = ["predict", "--model", "penguins", "--missing", "NA", ".", "--", penguinsFile];
    const { code, stdout } = await server.run(args);
    expect(code).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(345);
  });
});

test.each([
  ["a missing column", "island,sex\nBiscoe,MALE\n", /lacks the columns culmen_length_mm/],
  ["an empty file", "", /needs a header line/],
  [
    "text that is not UTF-8",
    Buffer.from("L\xe4nge,sex\n1,MALE\n", "latin1"),
    /header is not UTF-8/,
  ],
  ["a broken quote", `${toCsv(birds)}"`, /CSV is broken.*line 4/i],
  ["a row of another length", `${toCsv(birds)}1,2\n`, /CSV is broken.*line 4/i],
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
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^error: .*nowhere/) });
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
