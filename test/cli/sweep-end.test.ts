import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { createTestDatabase } from "@rookery/test";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { importPenguins, penguinSweep } from "../e2e/support/penguins.ts";
import { findProgram } from "../services/find-program.ts";
import { holdLock } from "../services/hold-lock.ts";
import { makeTempDir } from "../services/temp-dir.ts";
import { rookery } from "./support/run-rookery.ts";
import { useServer } from "./support/use-server.ts";

const hasTerminal = process.platform === "linux" && (await findProgram("script")) !== null;
const serverEnv: Record<string, string> = {};
let dropDatabase: () => Promise<unknown>;
let file: string;

beforeAll(async () => {
  const { url, drop } = await createTestDatabase();
  serverEnv.DATABASE_URL = url;
  dropDatabase = drop;
});
const server = useServer(serverEnv);
beforeAll(async () => {
  server.stage.cleanup.add(async () => {
    await server.embedded.process.end();
    await dropDatabase();
  });
  await importPenguins(server.embedded.client);
  file = join(await makeTempDir("sweep-end", server.stage.cleanup), "short.json");
  await writeFile(file, JSON.stringify(penguinSweep()));
});

async function hold(table: string): Promise<() => Promise<void>> {
  const url = serverEnv.DATABASE_URL ?? "";
  const release = await holdLock(url, `lock table rookery.${table} in share mode`);
  onTestFinished(release);
  return release;
}

/** Keeps finalizers from registering a model, so that sweeps stay `finalizing` until they may. */
const holdFinalizers = () => hold("model_versions");
/** Keeps workers from recording metrics, so that no run ends until it may. */
const holdRuns = () => hold("metrics");

function start(args: string[], terminal: boolean) {
  return server.stage.start({
    name: `rookery ${args.join(" ")}`,
    args: [rookery, ...args],
    env: { ...server.env, ...(terminal && { TERM: "xterm-256color" }) },
    terminal,
  });
}

const plain = stripVTControlCharacters;
const ctrlC = "\u0003";
const up = "\u001b[A";
const enter = "\r";

describe.runIf(hasTerminal)("in a terminal", () => {
  test("who cancels too late is told so, and sees the result", async () => {
    const release = await holdFinalizers();
    const run = start(["sweep", "run", file], true);
    await run.saysMatch(/2\/2 runs {2}best accuracy [\d.]+ {2}finalizing/);
    run.type(ctrlC);
    await run.saysMatch(/Stop watching\?/);
    run.type(up);
    await run.saysMatch(/●\S* Cancel the sweep/);
    run.type(enter);
    await run.saysMatch(/Not cancelled: .*cannot be cancelled: it is finalizing/);
    await release();
    expect(await run.exited).toBe(0);
    expect(plain(run.stdout)).toMatch(/│ 1 │ +#\d │/);
    expect(plain(run.stdout)).toMatch(/✓ Registered penguins version \d/);
  });

  test("a question is taken back when the sweep ends, and the result shown", async () => {
    const release = await holdFinalizers();
    const run = start(["sweep", "run", file], true);
    await run.saysMatch(/finalizing/);
    run.type(ctrlC);
    await run.saysMatch(/Stop watching\?[\s\S]*Cancel the sweep/);
    await release();
    expect(await run.exited).toBe(0);
    expect(plain(run.stdout)).toMatch(/✓ Registered penguins version \d/);
  });

  test("a bar while it goes on; a line, the leaderboard and the outcome stay", async () => {
    const release = await holdFinalizers();
    const run = start(["sweep", "run", file], true);
    await run.saysMatch(/[█░]{8,} \d\/2 runs/);
    await release();
    expect(await run.exited).toBe(0);
    // What was erased is not there any more; the bar never leaves its line.
    const left = run.stdout.split("\n").map((line) => line.slice(line.lastIndexOf("\u001b[2K")));
    expect(left.join("\n")).not.toMatch(/[█░]/);
    expect(left.filter((line) => /\d\/2 runs/.test(line))).toEqual([
      expect.stringMatching(/ 2\/2 runs {2}best accuracy [\d.]+ {2}succeeded\r$/),
    ]);
    expect(plain(run.stdout).replace(/^[\s\S]*2\/2 runs/, "")).toContain("│ 1 │");
    expect(run.stdout.lastIndexOf("\u001b[?25h"), "the cursor is back").toBeGreaterThan(
      run.stdout.lastIndexOf("\u001b[?25l"),
    );
  });
});

describe("without a terminal", () => {
  test("standard error has a line at each change of state and each tenth of the runs", async () => {
    const values = Array.from({ length: 40 }, (_, index) => index + 1);
    const space = { learningRate: 0.03, steps: { values } };
    const long = join(await makeTempDir("sweep-end", server.stage.cleanup), "long.json");
    await writeFile(long, JSON.stringify(penguinSweep({ space })));
    const release = [await holdRuns(), await holdFinalizers()];
    const run = start(["sweep", "run", long], false);
    for (const [at, said] of [/ 0\/40 runs .* running/, / 40\/40 runs .* finalizing/].entries()) {
      await run.warnsMatch(said);
      await release[at]?.();
    }
    expect(await run.exited).toBe(0);
    const { stdout, stderr } = run;
    const lines = stderr.split("\n").filter((line) => line.includes("/40 runs"));
    expect(lines.at(-1)).toMatch(/^ {2}40\/40 runs {2}best accuracy [\d.]+ {2}succeeded$/);
    expect(lines.length).toBeGreaterThan(2);
    // Ten tenths, and running, finalizing, succeeded.
    expect(lines.length).toBeLessThanOrEqual(14);
    expect(new Set(lines).size).toBe(lines.length);
    expect(stdout).not.toContain("/40 runs");
  });

  test("with --json there is the result and nothing else", async () => {
    const ran = await server.run(["sweep", "watch", "latest", "--json"]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const run = await server.run(["sweep", "run", file, "--json"]);
    expect(run.stderr).toMatch(/^✓ Sweep [0-9a-f]{12}, 2 runs: [^\n]*\n$/);
    expect(JSON.parse(run.stdout).state).toBe("succeeded");
  });
});
