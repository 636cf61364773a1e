import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { createClient } from "@rookery/client";
import {
  DatasetVersion,
  Model,
  ModelVersion,
  Promotion,
  Run,
  Sweep,
  SweepEvent,
  SweepPlan,
} from "@rookery/contracts";
import { beforeAll, describe, expect, test } from "vitest";
import { makeTempDir } from "../services/temp-dir.ts";
import { listCommands } from "./support/list-commands.ts";
import { penguinsFile, runRookery } from "./support/run-rookery.ts";
import { useServer } from "./support/use-server.ts";

const apiKey = "a-key-of-sixteen-or-more";
const server = useServer({ ROOKERY_API_KEYS: apiKey });
const sweepFile = `
dataset: penguins
target: species
space:
  learningRate: { values: [0.003, 0.03] }
  steps: { values: [20, 40] }
seed: 7
`;
let folder: string;
let sweepPath: string;

/** Runs a command that must succeed and say nothing but its result. */
async function runOk(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await server.run(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout, "no colours in a pipe").toBe(stripVTControlCharacters(stdout));
  return stdout;
}

async function runJson(...args: string[]) {
  return JSON.parse(await runOk(...args, "--json"));
}

beforeAll(async () => {
  server.env.ROOKERY_API_KEY = apiKey;
  folder = await makeTempDir("cli", server.stage.cleanup);
  sweepPath = join(folder, "sweep.yaml");
  await writeFile(sweepPath, sweepFile);
  await runOk("dataset", "import", penguinsFile, "--name", "penguins");
  const { stderr, stdout, code } = await server.run(["sweep", "run", sweepPath]);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringMatching(/^✓ Sweep [0-9a-f]{12}, 4 runs: logistic-regression on species/),
  });
  expect(stdout).toMatch(/│ +1 │ +#\d │/);
  expect(stdout).toMatch(/✓ Registered penguins version 1: accuracy [\d.]+ on the test rows/);
  expect(stdout).toContain("✓ Promoted to champion: No version was champion yet.");
});

describe("a person sees", () => {
  test("a dataset's columns and what the import did", async () => {
    const shown = await runOk("dataset", "show", "penguins@1");
    expect(shown).toContain("344 of 344 kept");
    expect(shown).toMatch(/^sex +category +2 +11 +MALE ×168, FEMALE ×165$/m);
    const imported = await runOk("dataset", "import", penguinsFile, "--name", "penguins");
    expect(imported).toMatch(/^sex +category +2 +11 +\. ×1, NA ×10 /m);
    expect(await runOk("dataset", "list")).toMatch(/^penguins +1 +344 +7 /m);
  });

  test("a sweep by the beginning of its id, and its runs by number", async () => {
    const list = await runOk("sweep", "list");
    const [, id = ""] = /^([0-9a-f]{12}) +\S.* +succeeded +4\/4 +accuracy/m.exec(list) ?? [];
    expect(await runOk("sweep", "show", id)).toMatch(/runs +4, 4 succeeded/);
    const run = await runOk("run", "show", `${id}#2`);
    expect(run).toMatch(/learningRate +0\.003/);
    expect(run).toMatch(/run\.log/);
    expect(await runOk("run", "logs", "latest#2")).toContain("metrics");
    const compared = await runOk("run", "compare", "latest#1", "latest#2");
    expect(compared.indexOf("steps")).toBeLessThan(compared.indexOf("learningRate"));
    expect(compared).toMatch(/^metric +log_loss .*best \d\.\d+/m);
  });

  test("models, and who was champion when", async () => {
    expect(await runOk("model", "list")).toMatch(/^penguins +v1 +champion=v1 /m);
    expect(await runOk("model", "show", "penguins")).toContain("No version was champion yet.");
    expect(await runOk("model", "show", "penguins@champion")).toMatch(/^island +category +Biscoe/m);
  });
});

describe("with --json a program gets what the API answers:", () => {
  test("datasets", async () => {
    const imported = await runJson("dataset", "import", penguinsFile, "--name", "penguins");
    expect(DatasetVersion.parse(imported)).toMatchObject({ dataset: "penguins", version: 1 });
    expect((await runJson("dataset", "list")).items[0].name).toBe("penguins");
    expect((await runJson("dataset", "show", "penguins")).profile.rows).toBe(344);
  });

  test("sweeps", async () => {
    expect(SweepPlan.parse(await runJson("sweep", "run", sweepPath, "--dry-run")).runCount).toBe(4);
    const { items } = await runJson("sweep", "list", "--limit", "1", "--state", "succeeded");
    const wanted = [
      "--experiment",
      "Default",
      "--dataset",
      "penguins",
      "--name",
      items[0].name.toUpperCase(),
    ];
    expect((await runJson("sweep", "list", ...wanted)).items[0].id).toBe(items[0].id);
    expect((await runJson("sweep", "list", ...wanted, "--name", "100%")).items).toEqual([]);
    expect(Sweep.parse(await runJson("sweep", "show", "latest")).id).toBe(items[0].id);
    const events = (await runOk("sweep", "watch", "latest", "--json")).trim().split("\n");
    expect(events.map((line) => SweepEvent.parse(JSON.parse(line)).state).at(-1)).toBe("succeeded");
  });

  test("runs", async () => {
    expect(Run.parse(await runJson("run", "show", "latest#1")).number).toBe(1);
    expect((await runJson("run", "compare", "latest#1", "latest#2")).items).toHaveLength(2);
    expect((await runJson("run", "logs", "latest#1")).text).toContain("metrics");
  });

  test("models", async () => {
    expect((await runJson("model", "list")).items[0].aliases).toEqual({ champion: 1 });
    expect(Model.parse(await runJson("model", "show", "penguins")).latestVersion).toBe(1);
    const version = ModelVersion.parse(await runJson("model", "show", "penguins@1"));
    const file = join(folder, "penguins.json");
    await runJson("model", "export", "penguins", "-o", file);
    const sha256 = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    expect(sha256).toBe(version.sha256);
  });
});

test("a sweep with failed runs tells why the first of them failed", async () => {
  const file = join(folder, "too-long.json");
  const space = { steps: 100_000, learningRate: 0.0001 };
  const sweep = {
    dataset: "penguins",
    target: "species",
    space,
    runTimeoutMs: 100,
    runAttempts: 1,
  };
  await writeFile(file, JSON.stringify(sweep));
  const { stdout } = await server.run(["sweep", "run", file]);
  expect(stdout).toMatch(/– 1 of 1 runs failed\n {2}#1: \S.*\n {2}`rookery run logs [0-9a-f]{32}`/);
});

test("a sweep is launched and left, steered, and retried", async () => {
  const long = join(folder, "long.json");
  const space = { steps: { values: [99_000, 100_000] }, learningRate: 0.0001 };
  const validation = { kind: "k-fold", folds: 50 };
  const sweep = { dataset: "penguins", target: "species", space, validation };
  await writeFile(long, JSON.stringify(sweep));
  const launch = () => runJson("sweep", "run", long, "--detach", "--key", "nightly-1");
  const { id } = Sweep.parse(await launch());
  expect((await launch()).id, "one key, one sweep").toBe(id);
  expect((await runJson("sweep", "pause", id)).state).toBe("paused");
  expect((await runJson("sweep", "resume", id)).state).toBe("running");
  expect(await runOk("sweep", "cancel", id)).toMatch(/is (stopping|cancelled)/);
  const watched = await server.run(["sweep", "watch", id]);
  expect(watched).toMatchObject({ code: 1, stdout: expect.stringContaining("was cancelled") });
  expect((await runJson("sweep", "retry", id, "--states", "cancelled")).state).toBe("running");
  await runJson("sweep", "cancel", id);
});

test("a sweep is tagged, found by its tag, and untagged", async () => {
  const told = await runOk(
    "sweep",
    "tag",
    "latest",
    "owner:ann",
    "stage:a:b",
    "--description",
    "why",
  );
  expect(told).toContain("owner:ann, stage:a:b");
  expect(await runOk("sweep", "show", "latest")).toMatch(
    /tags +owner:ann, stage:a:b[\s\S]*about +why/,
  );
  const [found] = (await runJson("sweep", "list", "--tag", "stage:a:b")).items;
  expect(found).toMatchObject({ tags: { owner: "ann", stage: "a:b" } });
  expect(await runOk("sweep", "list", "--tag", "owner")).toContain("owner:ann");
  const left = await runJson("sweep", "tag", found.id, "--remove", "owner", "stage");
  expect(left).toMatchObject({ tags: {}, description: "why" });
  const wrong = await server.run(["sweep", "tag", "latest", "owner"]);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("KEY:VALUE") });
});

test("a model is promoted with a reason, and rolled back to the version before", async () => {
  const other = join(folder, "other.yaml");
  await writeFile(other, `${sweepFile.replace("seed: 7", "seed: 8")}promotion: { rule: never }\n`);
  await server.run(["sweep", "run", other]);
  const moved = await runJson("model", "promote", "penguins", "2", "--reason", "a fresh look");
  expect(Promotion.parse(moved)).toMatchObject({ fromVersion: 1, toVersion: 2 });
  expect(await runOk("model", "show", "penguins")).toContain("a fresh look");
  expect(await runOk("model", "rollback", "penguins")).toContain("penguins@champion: v2 → v1");
  const nothing = await server.run(["model", "rollback", "penguins", "--alias", "steady"]);
  expect(nothing).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("No version of penguins is steady"),
  });
});

describe("what goes wrong is said on standard error, with its own exit code:", () => {
  test("mistakes in a file by line and column, whoever finds them", async () => {
    const broken = "dataset: penguins\ntarget: species\nspace: [5\n";
    const misfit =
      "dataset: penguins\ntarget: species\nspace:\n  steps: { min: 5, max: 1 }\nx: 1\n";
    const refused = "dataset: penguins\ntarget: species\nspace:\n  steps: 20\n  colour: 5\n";
    const of = (input: string) => server.run(["sweep", "run", "-"], { input });
    expect(await of(broken)).toMatchObject({ code: 2, stderr: expect.stringMatching(/:4:1: /) });
    const { code, stderr } = await of(misfit);
    expect(code).toBe(2);
    expect(stderr).toContain("standard input:4:20: space.steps.max: max must be above min (5)");
    expect(stderr).toContain("standard input:5:1: x: There is no such field");
    expect(await of(refused)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("standard input:5:3: space.colour"),
    });
  });

  test.each<[string, string[], number, RegExp]>([
    ["no such command", ["sweep", "lst"], 2, /Did you mean list/],
    ["no argument", ["sweep", "show"], 2, /missing required argument/],
    ["no number", ["sweep", "list", "--limit", "many"], 2, /whole number/],
    ["no state", ["sweep", "list", "--state", "happy"], 2, /Allowed choices are running, paused/],
    ["no address", ["sweep", "list", "--api", "localhost"], 2, /takes an address such as/],
    ["no file", ["dataset", "import", "/nowhere.csv"], 2, /no such file/],
    ["no folder to upload", ["dataset", "import", "/tmp"], 2, /is no file/],
    ["no dataset", ["dataset", "show", "whales"], 1, /There are: penguins/],
    ["no sweep", ["sweep", "show", "ffff"], 1, /No sweep's id begins with ffff/],
    ["no run", ["run", "show", "latest#99"], 1, /has no run #99/],
    ["no alias", ["model", "export", "penguins@best"], 1, /No version of penguins is best/],
    ["nobody there", ["sweep", "list", "--api", "http://127.0.0.1:1"], 3, /`rookery start`/],
  ])("%s", async (_title, args, code, message) => {
    const ran = await server.run(args);
    expect(ran).toMatchObject({ code, stdout: "", stderr: expect.stringMatching(message) });
    expect(ran.stderr).not.toMatch(/^ +at /m);
  });

  test("nobody at the port the services would take", async () => {
    const env = { ROOKERY_API_URL: "", PORT: "1" };
    const { stderr } = await server.run(["sweep", "list"], { env });
    expect(stderr).toContain("Nothing answers at http://127.0.0.1:1.");
  });

  test("as JSON, for programs", async () => {
    const { code, stdout, stderr } = await server.run(["dataset", "show", "whales", "--json"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(JSON.parse(stderr).error).toMatchObject({ code: "not-found" });
  });

  test("another server at the address", async () => {
    const stranger = createServer((_request, response) => response.end("<h1>welcome</h1>"));
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    const ran = await server.run(["sweep", "list", "--api", url]);
    stranger.close();
    expect(ran).toMatchObject({ code: 3, stderr: expect.stringContaining("is not Rookery's") });
  });

  test("a missing or wrong key, which is never shown", async () => {
    const wrong = "another-key-of-some-length";
    for (const key of ["", wrong]) {
      const { code, stderr } = await server.run(["sweep", "list"], {
        env: { ROOKERY_API_KEY: key },
      });
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringContaining("Set ROOKERY_API_KEY"),
      });
      expect(stderr).not.toContain(wrong);
    }
    const inUrl = await server.run(["sweep", "list", "--api", `http://me:${wrong}@127.0.0.1:1`]);
    expect(inUrl.code).toBe(2);
    expect(inUrl.stderr).not.toContain(wrong);
  });

  test("a full disk", async () => {
    const { stdout, stderr } = await server.shell("rookery sweep list > /dev/full; echo $?");
    expect(stdout).toBe("1\n");
    expect(stderr).toContain("ENOSPC");
  });
});

test("text of the server cannot steer the terminal", async () => {
  const evil = "\u001b[31mred\u009b2Jgone\u202eback";
  const table = new Blob([`weight,${evil}\n1,a\n2,b\n`]);
  const client = createClient({ url: server.embedded.orchestratorUrl, apiKey });
  await client.datasets.import(table, { name: "evil", fileName: "evil.csv" });
  const shown = await runOk("dataset", "show", "evil");
  expect(shown).toContain("\\x1b[31mred\\x9b2Jgone\\u202eback");
  expect(shown).not.toMatch(/[\u009b\u202e]/);
});

test("every command explains itself with an example", async () => {
  const { stdout } = await runRookery(["--help"]);
  expect(stdout).toContain("Exit codes:");
  const commands = await listCommands();
  expect(commands.length).toBeGreaterThan(20);
  for (const command of commands) {
    const { code, stdout } = await runRookery([...command.split(" "), "--help"]);
    expect({ command, code }).toEqual({ command, code: 0 });
    expect(stdout, command).toContain("Examples:");
  }
});

test("a replay says that a run comes out the same, to the last bit of the model", async () => {
  const text = await runOk("run", "replay", "latest#1");
  expect(text).toMatch(/✓ Every metric is exactly the same, and so is the model\.\n/);
  expect(await runJson("run", "replay", "latest#1")).toMatchObject({
    same: true,
    model: "same",
    differences: [],
  });
  const [newest] = (await runJson("sweep", "list", "--limit", "1")).items;
  const latest = await runJson("sweep", "show", "latest");
  expect(newest.replayOf).not.toBeNull();
  expect(latest).toMatchObject({ id: expect.not.stringContaining(newest.id), replayOf: null });
});
