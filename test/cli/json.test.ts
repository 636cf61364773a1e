import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTestDatabase } from "@rookery/test";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { importPenguins, penguinSweep, runSweep } from "../e2e/support/penguins.ts";
import { makeTempDir } from "../services/temp-dir.ts";
import { listCommands } from "./support/list-commands.ts";
import { penguinsFile, runRookery } from "./support/run-rookery.ts";
import { useServer } from "./support/use-server.ts";

const server = useServer();
let folder: string;

beforeAll(async () => {
  const { client } = server.embedded;
  await importPenguins(client);
  await runSweep(client, penguinSweep());
  folder = await makeTempDir("json", server.stage.cleanup);
});

/** A sweep that a verb can be tried on: far from its end, and in the state that the verb takes. */
async function longSweep(prepare: "pause" | "cancel" | "none" = "none"): Promise<string> {
  const { sweeps } = server.embedded.client;
  const space = {
    learningRate: 0.0001,
    steps: { values: Array.from({ length: 20 }, (_, index) => 99_000 + index) },
  };
  const validation = { kind: "k-fold" as const, folds: 50 };
  const { id } = await sweeps.launch(penguinSweep({ space, validation }));
  onTestFinished(async () => {
    await sweeps.cancel(id);
  });
  if (prepare !== "none") await sweeps[prepare](id);
  if (prepare === "cancel") for await (const _ of sweeps.watch(id));
  return id;
}

async function sweepFile(): Promise<string> {
  const file = join(folder, "sweep.json");
  await writeFile(file, JSON.stringify(penguinSweep()));
  return file;
}

interface Try {
  /** Words behind the command. */
  words?: () => Promise<string[]> | string[];
  /** One JSON document, JSON lines, or a refusal because the command has no result. */
  prints: "document" | "lines" | "nothing";
  code?: number;
}

const document: Try = { prints: "document" };
const refusal: Try = { prints: "nothing", code: 2 };
const tries: Record<string, Try> = {
  start: refusal,
  demo: refusal,
  migrate: document,
  doctor: document,
  "dataset import": { ...document, words: () => [penguinsFile, "--name", "again"] },
  "dataset list": document,
  "dataset show": { ...document, words: () => ["penguins"] },
  "sweep run": { ...document, words: async () => [await sweepFile()] },
  "sweep list": document,
  "sweep show": { ...document, words: () => ["latest"] },
  "sweep watch": { prints: "lines", words: () => ["latest"] },
  "sweep export": { prints: "lines", words: () => ["latest"] },
  "sweep pause": { ...document, words: async () => [await longSweep()] },
  "sweep resume": { ...document, words: async () => [await longSweep("pause")] },
  "sweep cancel": { ...document, words: async () => [await longSweep()] },
  "sweep retry": {
    ...document,
    words: async () => [await longSweep("cancel"), "--states", "cancelled"],
  },
  "sweep tag": { ...document, words: () => [finished, "owner:ann"] },
  "run show": { ...document, words: () => [`${finished}#1`] },
  "run logs": { ...document, words: () => [`${finished}#1`] },
  "run compare": { ...document, words: () => [`${finished}#1`, `${finished}#2`] },
  "run replay": { ...document, words: () => [`${finished}#1`] },
  "model list": document,
  "model show": { ...document, words: () => ["penguins"] },
  "model promote": { ...document, words: () => ["penguins", "1"] },
  "model rollback": { ...document, words: () => ["penguins", "--alias", "steady"] },
  "model export": { ...document, words: () => ["penguins", "-o", join(folder, "model.json")] },
  predict: { prints: "lines", words: () => ["--model", "penguins", penguinsFile] },
  completion: { ...refusal, words: () => ["bash"] },
};
let finished: string;

beforeAll(async () => {
  const { client } = server.embedded;
  const [sweep] = (await client.sweeps.list({ limit: 1 })).items;
  finished = sweep?.id ?? "";
  const { url, drop } = await createTestDatabase();
  server.stage.cleanup.add(drop);
  server.env.DATABASE_URL = url;
  server.env.ROOKERY_HOME = join(folder, "home");
  // Something to roll back to.
  await runSweep(client, penguinSweep({ seed: 8, promotion: { rule: "never" } }));
  for (const version of [1, 2]) await client.models.setAlias("penguins", "steady", { version });
});

describe("--json", () => {
  test("is tried on every command there is", async () => {
    expect(Object.keys(tries).sort()).toEqual((await listCommands()).sort());
  });

  test.each(Object.entries(tries))("%s", async (command, { words, prints, code = 0 }) => {
    const args = [...command.split(" "), ...((await words?.()) ?? []), "--json"];
    const ran = await server.run(args);
    expect(ran.code, ran.stderr).toBe(code);
    if (prints === "nothing") {
      expect(ran.stdout).toBe("");
      expect(JSON.parse(ran.stderr).error).toMatchObject({ code: "usage" });
      return;
    }
    const texts = prints === "lines" ? ran.stdout.trimEnd().split("\n") : [ran.stdout];
    for (const text of texts) expect(JSON.parse(text)).toEqual(expect.any(Object));
    expect(texts.length).toBeGreaterThan(0);
  });

  test("a mistake in the command line is JSON too", async () => {
    for (const words of [
      ["sweep", "show"],
      ["sweep", "lst"],
      ["sweep", "list", "--limit", "x"],
    ]) {
      const { code, stdout, stderr } = await runRookery([...words, "--json"]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(JSON.parse(stderr).error).toMatchObject({ code: "usage" });
    }
  });
});

describe("exit codes of services:", () => {
  const nobody = "postgres://rookery@127.0.0.1:1/rookery";

  test.each<[string, string[], Record<string, string>, number, string]>([
    ["no database named", ["migrate"], {}, 2, "DATABASE_URL"],
    ["no database there", ["migrate"], { DATABASE_URL: nobody }, 3, "ECONNREFUSED"],
    ["a bad setting", ["start"], { LOG_LEVEL: "loud" }, 2, "LOG_LEVEL"],
    ["no database to start on", ["start"], { DATABASE_URL: nobody }, 3, "ECONNREFUSED"],
    ["the same for the demo", ["demo"], { DATABASE_URL: nobody }, 3, "ECONNREFUSED"],
  ])("%s", async (_title, args, env, code, words) => {
    const ROOKERY_HOME = join(folder, "home");
    const ran = await runRookery(args, { env: { ROOKERY_HOME, ...env } });
    expect(ran).toMatchObject({ code, stderr: expect.stringContaining(words) });
    expect(ran.stderr).not.toMatch(/^ +at /m);
  });

  test("as JSON, for programs", async () => {
    const ran = await runRookery(["migrate", "--json"], { env: { DATABASE_URL: nobody } });
    expect(ran).toMatchObject({ code: 3, stdout: "" });
    expect(JSON.parse(ran.stderr).error.code).toBe("unavailable");
  });
});
