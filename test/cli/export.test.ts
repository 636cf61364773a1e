import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { listAll } from "@rookery/client";
import type { RunSummary, SweepRequest } from "@rookery/contracts";
import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { importPenguins, penguinSweep, runSweep } from "../e2e/support/penguins.ts";
import { makeTempDir } from "../services/temp-dir.ts";
import { useServer } from "./support/use-server.ts";

const server = useServer();
let sweepId: string;
let runs: RunSummary[];

/** Conditions, a value of every type, one that must be quoted, and runs that diverge. */
const request: SweepRequest = penguinSweep({
  trainer: ["logistic-regression", "decision-tree"],
  space: {
    steps: { values: [20, 40], when: { trainer: "logistic-regression" } },
    learningRate: { values: [0.0001, 1e6], when: { trainer: "logistic-regression" } },
    maxDepth: { values: [2, 3], when: { trainer: "decision-tree" } },
  },
  maxFailures: null,
});

beforeAll(async () => {
  const { client } = server.embedded;
  await importPenguins(client);
  const { sweep } = await runSweep(client, request);
  sweepId = sweep.id;
  runs = [];
  const pages = listAll((page) => client.sweeps.runs(sweepId, { ...page, limit: 1 }));
  for await (const run of pages) runs.push(run);
  expect(failedRuns()).toHaveLength(2);
});

const failedRuns = () => runs.filter(({ state }) => state === "failed");

async function exportCsv(...options: string[]): Promise<Record<string, string>[]> {
  const { code, stdout, stderr } = await server.run(["sweep", "export", sweepId, ...options]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return parse(stdout, { columns: true });
}

test("every run is there by number, with every digit of parameters and metrics, and why it failed", async () => {
  const rows = await exportCsv();
  expect(rows.map(({ number }) => Number(number))).toEqual(runs.map(({ number }) => number));
  for (const [at, run] of runs.entries()) {
    const row = rows[at] ?? {};
    for (const [name, value] of Object.entries({ ...run.params, ...run.metrics })) {
      expect(row[name], name).toBe(String(value));
    }
    expect(row).toMatchObject({ state: run.state, started: run.startedAt, ended: run.endedAt });
    const took = Date.parse(run.endedAt ?? "") - Date.parse(run.startedAt ?? "");
    expect(Number(row.durationMs)).toBe(took);
  }
  const failed = rows.filter(({ error }) => error !== "").map(({ number }) => Number(number));
  expect(failed).toEqual(failedRuns().map(({ number }) => number));
  for (const { id, number } of failedRuns()) {
    const run = await server.embedded.client.runs.get(id);
    const row = rows.find((one) => one.number === String(number));
    expect(row?.error).toBe(run.error?.message);
  }
});

test("the best first, or those in one state", async () => {
  const best = (await exportCsv("--sort", "objective")).map(({ accuracy }) => Number(accuracy));
  const scored = best.slice(0, -failedRuns().length);
  expect(scored).toEqual([...scored].sort((a, b) => b - a));
  const states = (await exportCsv("--state", "succeeded")).map(({ state }) => state);
  expect(new Set(states)).toEqual(new Set(["succeeded"]));
  expect(states).toHaveLength(runs.length - failedRuns().length);
});

test("no run in a state leaves the header", async () => {
  const { stdout } = await server.run(["sweep", "export", sweepId, "--state", "lost"]);
  expect(stdout).toBe("number,state,started,ended,durationMs,error\n");
});

test("as JSON lines", async () => {
  const { stdout } = await server.run(["sweep", "export", sweepId, "--json"]);
  const lines = stdout.trimEnd().split("\n");
  const exported = lines.map((line) => JSON.parse(line));
  expect(exported).toMatchObject(runs);
});

test("whoever reads it may stop early", async () => {
  const { stdout } = await server.shell(
    `rookery sweep export ${sweepId} | head -n 1; echo "\${PIPESTATUS[0]}"`,
  );
  expect(stdout).toMatch(/^number,state,.*\n0\n$/);
});

test("what it writes can be imported as a table", async () => {
  const folder = await makeTempDir("export", server.stage.cleanup);
  const file = join(folder, "runs.csv");
  const { stdout } = await server.run(["sweep", "export", sweepId]);
  await writeFile(file, stdout);
  expect((await readFile(file, "utf8")).endsWith("\n")).toBe(true);
  const imported = await server.run(["dataset", "import", file, "--json"]);
  expect(imported).toMatchObject({ code: 0, stderr: "" });
  const table = JSON.parse(imported.stdout);
  expect(table.rows).toBe(runs.length);
  const kinds = table.columns.map(({ name, kind }: { name: string; kind: string }) => [name, kind]);
  expect(Object.fromEntries(kinds)).toMatchObject({
    number: "number",
    state: "category",
    trainer: "category",
    accuracy: "number",
    started: "date",
    durationMs: "number",
  });
});
