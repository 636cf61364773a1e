import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CommandTrainer, createTrainers, trainerChecks } from "@rookery/learning";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadTrainers } from "../src/load-trainers.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "rookery-trainers-test-"));
});
afterEach(() => rm(directory, { recursive: true }));

async function write(files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
}
const load = (...modules: string[]) => loadTrainers({ modules, directory });

/** The source of a trainer that keeps every rule. */
function trainerSource(name: string, overrides: Record<string, string> = {}): string {
  const parts = {
    name: JSON.stringify(name),
    description: '"Learns nothing."',
    task: '"classification"',
    parameters: 'z.strictObject({ depth: z.int().default(1).describe("How deep") })',
    state: "z.null()",
    fit: "() => null",
    compile: "() => () => 0",
    ...overrides,
  };
  return `defineTrainer({ ${Object.entries(parts)
    .filter(([, source]) => source !== "")
    .map(([key, source]) => `${key}: ${source}`)
    .join(", ")} })`;
}
const kit = 'import { defineCommandTrainer, defineTrainer, z } from "@rookery/trainer-kit";\n';

test("modules of every kind, wherever they lie, add their trainers to the built-in ones", async () => {
  await write({
    "typed.ts": `${kit}import { suffix } from "./names.ts";
      interface Named { name: string }
      const named: Named = ${trainerSource("of-ts")};
      export default { ...named, description: suffix };
      export const second = ${trainerSource("second-of-ts")};`,
    "names.ts": 'export const suffix: string = "Named elsewhere.";',
    "native.mjs": `${kit}export const trainers = [${trainerSource("of-mjs")}];`,
    "plain.js": `${kit}export default ${trainerSource("of-js")};`,
    "node_modules/some-package/package.json": '{ "type": "module", "exports": "./main.js" }',
    "node_modules/some-package/main.js": `${kit}export default ${trainerSource("of-a-package")};`,
  });
  const { list, find } = await load(
    "./typed.ts",
    "./native.mjs",
    join(directory, "plain.js"),
    "some-package",
  );
  const added = ["of-ts", "second-of-ts", "of-mjs", "of-js", "of-a-package"];
  const builtIn = createTrainers()
    .list()
    .map(({ name }) => name);
  expect(list().map(({ name }) => name)).toEqual([...builtIn, ...added]);
  expect(find("of-ts").description).toBe("Named elsewhere.");
});

test("modules that import the kit by its former name still load", async () => {
  const former = kit.replace("@rookery/trainer-kit", "@rookery/trainers");
  await write({ "old.ts": `${former}export default ${trainerSource("of-before")};` });
  expect((await load("./old.ts")).find("of-before").name).toBe("of-before");
});

test("a command runs in the folder of its module unless that says otherwise", async () => {
  const command = (name: string, more = "") => `defineCommandTrainer({
    name: "${name}", description: "Runs.", task: "regression",
    parameters: z.strictObject({}), command: ["true"]${more} })`;
  await write({
    "commands/trainers.ts": `${kit}export const a = ${command("beside")};
      export const b = ${command("elsewhere", ', cwd: "../bin"')};`,
  });
  const trainers = await load("./commands/trainers.ts");
  expect((trainers.find("beside") as CommandTrainer).cwd).toBe(join(directory, "commands"));
  expect((trainers.find("elsewhere") as CommandTrainer).cwd).toBe(join(directory, "bin"));
});

test.each([
  ["throws.ts", 'throw new Error("no licence");', "it cannot be loaded: no licence"],
  ["broken.ts", "export default {", "it cannot be loaded"],
  ["needs.ts", 'import "./nowhere.ts";', "it cannot be loaded: Cannot find module"],
  ["empty.ts", "export const answer = 42;", "it exports no trainer"],
  ["taken.ts", `export default ${trainerSource("random-forest")}`, "there is a trainer named"],
  ["twice.ts", `export default [1, 2].map(() => ${trainerSource("twin")})`, "there is a trainer"],
  ["name.ts", `export default ${trainerSource("no name!")}`, "name: must start with"],
  [
    "state.ts",
    `export default ${trainerSource("a", { state: "" })}`,
    "state: expected a zod schema",
  ],
  ["words.ts", `export default ${trainerSource("a", { description: '""' })}`, "description:"],
  ["task.ts", `export default ${trainerSource("a", { task: '"ranking"' })}`, "task:"],
  [
    "loose.ts",
    `export default ${trainerSource("a", { parameters: "z.object({})" })}`,
    "use z.strictObject",
  ],
  [
    "default.ts",
    `export default ${trainerSource("a", { parameters: "z.strictObject({ k: z.int() })" })}`,
    "every parameter needs a default: k",
  ],
  [
    "undescribed.ts",
    `export default ${trainerSource("a", { parameters: "z.strictObject({ k: z.int().default(1) })" })}`,
    "parameter k needs a description",
  ],
  [
    "reserved.ts",
    `export default ${trainerSource("a", {
      parameters: 'z.strictObject({ trainer: z.int().default(1).describe("x") })',
    })}`,
    "no parameter may be called trainer",
  ],
  [
    "command.ts",
    `export default defineCommandTrainer({ name: "a", description: "b", task: "regression",
      parameters: z.strictObject({}), command: [] })`,
    "command:",
  ],
])("%s stops the start with its name and what is wrong", async (file, source, problem) => {
  await write({ [file]: kit + source });
  await expect(load(`./${file}`)).rejects.toMatchObject({
    code: "config-invalid",
    message: expect.stringMatching(`^ROOKERY_TRAINERS: ./${file}: .*`),
    issues: [{ field: "ROOKERY_TRAINERS", message: expect.stringContaining(problem) }],
  });
});

test.each(["./missing.ts", "no-such-package"])(
  "%s is not there, and that is said",
  async (name) => {
    await expect(load(name)).rejects.toMatchObject({
      code: "config-invalid",
      message: `ROOKERY_TRAINERS: ${name}: there is no such file or package.`,
    });
  },
);

test("one bad module among good ones stops the start, too", async () => {
  await write({ "good.ts": `${kit}export default ${trainerSource("good")};`, "bad.ts": "throw 1" });
  await expect(load("./good.ts", "./bad.ts")).rejects.toMatchObject({ code: "config-invalid" });
});

test("the published example keeps every promise of trainers", async () => {
  const examples = fileURLToPath(new URL("../../../examples", import.meta.url));
  const modules = ["./own-trainer/nearest-centroid.ts"];
  const trainers = await loadTrainers({ modules, directory: examples });
  const example = trainers.findFitting("nearest-centroid");
  for (const { check } of trainerChecks(example)) await check();
});

test("what is loaded says from where, for threads to load the same", async () => {
  await write({ "mine.ts": `${kit}export default ${trainerSource("mine")};` });
  const { modules, find } = await load("./mine.ts");
  expect(modules).toEqual({ modules: ["./mine.ts"], directory });
  expect((await loadTrainers(modules)).find("mine").name).toBe(find("mine").name);
  expect((await loadTrainers()).list()).toEqual(createTrainers().list());
});
