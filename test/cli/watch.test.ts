import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SweepRequest } from "@rookery/contracts";
import { beforeAll, describe, expect, test } from "vitest";
import { importPenguins } from "../e2e/support/penguins.ts";
import { findProgram } from "../services/find-program.ts";
import { makeTempDir } from "../services/temp-dir.ts";
import { rookery } from "./support/run-rookery.ts";
import { useServer } from "./support/use-server.ts";

const hasTerminal = process.platform === "linux" && (await findProgram("script")) !== null;
const server = useServer();
const ctrlC = "\u0003";
const down = "\u001b[B";
const enter = "\r";

/** Hours of work, so that not even its first run has ended whenever a test looks. */
const longSweep: SweepRequest = {
  dataset: "penguins",
  target: "species",
  space: { learningRate: 0.0001, steps: { min: 90_000, max: 100_000, count: 200, type: "int" } },
  validation: { kind: "k-fold", folds: 50 },
};
let file: string;

beforeAll(async () => {
  await importPenguins(server.embedded.client);
  file = join(await makeTempDir("watch", server.stage.cleanup), "long.json");
  await writeFile(file, JSON.stringify(longSweep));
});

function start(args: string[], terminal: boolean) {
  return server.stage.start({
    name: `rookery ${args.join(" ")}`,
    args: [rookery, ...args],
    env: { ...server.env, ...(terminal && { TERM: "xterm-256color" }) },
    terminal,
  });
}

async function newestSweep() {
  const [newest] = (await server.embedded.client.sweeps.list({ limit: 1 })).items;
  if (!newest) throw new Error("There is no sweep");
  return newest;
}

describe.runIf(hasTerminal)("in a terminal", () => {
  test("Ctrl-C asks; who goes on watches on, who leaves leaves the sweep running", async () => {
    const run = start(["sweep", "run", file], true);
    await run.saysMatch(/░ 0\/200 runs {2}best accuracy – {2}running/);
    run.type(ctrlC);
    await run.saysMatch(/Stop watching\?[\s\S]*Go on watching/);
    run.type(enter);
    await run.saysMatch(/◇\S* {2}Stop watching\?[\s\S]*\/200 runs/);
    run.type(ctrlC);
    await run.saysMatch(/◇[\s\S]*◆\S* {2}Stop watching\?[\s\S]*Cancel the sweep/);
    run.type(down);
    await run.saysMatch(/Ctrl-C again/);
    run.type(enter);
    expect(await run.exited).toBe(130);
    const { id, state } = await newestSweep();
    expect(state).toBe("running");
    expect(run.stdout).toContain(`rookery sweep watch ${id.slice(0, 12)}`);
    const [hidden, shown] = ["\u001b[?25l", "\u001b[?25h"].map((code) =>
      run.stdout.lastIndexOf(code),
    );
    expect(shown, "the cursor is back").toBeGreaterThan(hidden ?? -1);
    await server.embedded.client.sweeps.cancel(id);
  });

  test("a second Ctrl-C leaves", async () => {
    const run = start(["sweep", "run", file], true);
    await run.saysMatch(/0\/200 runs/);
    run.type(ctrlC);
    await run.saysMatch(/Stop watching\?/);
    run.type(ctrlC);
    expect(await run.exited).toBe(130);
    const { id, state } = await newestSweep();
    expect(state).toBe("running");
    await server.embedded.client.sweeps.cancel(id);
  });

  test("who cancels sees the sweep end", async () => {
    const run = start(["sweep", "run", file], true);
    await run.saysMatch(/0\/200 runs/);
    run.type(ctrlC);
    await run.saysMatch(/Stop watching\?/);
    run.type(down);
    run.type(down);
    run.type(enter);
    expect(await run.exited).toBe(130);
    expect(run.stdout).toContain("The sweep was cancelled.");
    expect((await newestSweep()).state).toBe("cancelled");
  });

  test("tables fit the width of the terminal", async () => {
    const list = start(["sweep", "list"], true);
    expect(await list.exited).toBe(0);
    expect(list.stdout).toContain("\u001b[");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours take no room.
    const lines = list.stdout.replace(/\u001b\[[0-9;]*m/g, "").split(/\r?\n/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});

describe("where nobody can be asked", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s leaves the sweep running and ends with %i", async (signal, code) => {
    const { id } = await server.embedded.client.sweeps.launch(longSweep);
    const watch = start(["sweep", "watch", id, "--json"], false);
    await watch.saysMatch(/"state":"running"/);
    watch.kill(signal);
    expect(await watch.exited).toBe(code);
    expect((await server.embedded.client.sweeps.get(id)).state).toBe("running");
    await server.embedded.client.sweeps.cancel(id);
  });
});
