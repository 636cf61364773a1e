import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type CommandTrainer,
  findTrainer,
  getTrainer,
  listTrainers,
  trainerChecks,
} from "@rookery/learning";
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
  const before = listTrainers().map(({ name }) => name);
  await load("./typed.ts", "./native.mjs", join(directory, "plain.js"), "some-package");
  const added = ["of-ts", "second-of-ts", "of-mjs", "of-js", "of-a-package"];
  expect(new Set(listTrainers().map(({ name }) => name))).toEqual(new Set([...before, ...added]));
  expect(findTrainer("of-ts").description).toBe("Named elsewhere.");
});

test("modules that import the kit by its former name still load", async () => {
  const former = kit.replace("@rookery/trainer-kit", "@rookery/trainers");
  await write({ "old.ts": `${former}export default ${trainerSource("of-before")};` });
  await load("./old.ts");
  expect(findTrainer("of-before").name).toBe("of-before");
});

test("a command runs in the folder of its module unless that says otherwise", async () => {
  const command = (name: string, more = "") => `defineCommandTrainer({
    name: "${name}", description: "Runs.", task: "regression",
    parameters: z.strictObject({}), command: ["true"]${more} })`;
  await write({
    "commands/trainers.ts": `${kit}export const a = ${command("beside")};
      export const b = ${command("elsewhere", ', cwd: "../bin"')};`,
  });
  await load("./commands/trainers.ts");
  expect((findTrainer("beside") as CommandTrainer).cwd).toBe(join(directory, "commands"));
  expect((findTrainer("elsewhere") as CommandTrainer).cwd).toBe(join(directory, "bin"));
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
  const before = listTrainers();
  await expect(load(`./${file}`)).rejects.toMatchObject({
    code: "config-invalid",
    message: expect.stringMatching(`^ROOKERY_TRAINERS: ./${file}: .*`),
    issues: [{ field: "ROOKERY_TRAINERS", message: expect.stringContaining(problem) }],
  });
  expect(listTrainers()).toEqual(before);
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

test("one bad module leaves the trainers of the good ones out, too", async () => {
  await write({ "good.ts": `${kit}export default ${trainerSource("good")};`, "bad.ts": "throw 1" });
  await expect(load("./good.ts", "./bad.ts")).rejects.toMatchObject({ code: "config-invalid" });
  expect(() => findTrainer("good")).toThrow("There is no trainer named good");
});

test("the published example keeps every promise of trainers", async () => {
  const examples = fileURLToPath(new URL("../../../examples", import.meta.url));
  await loadTrainers({ modules: ["./own-trainer/nearest-centroid.ts"], directory: examples });
  for (const { check } of trainerChecks(getTrainer("nearest-centroid"))) await check();
});
