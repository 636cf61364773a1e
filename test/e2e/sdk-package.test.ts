import { execFile } from "node:child_process";
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { findProgram } from "../services/find-program.ts";
import { makeTempDir } from "../services/temp-dir.ts";
import { makeRookeryHome } from "./support/rookery-home.ts";
import { useStage } from "./support/stage.ts";
import { startEmbedded } from "./support/start-embedded.ts";

const projectDir = join(import.meta.dirname, "../..");
const tsc = join(projectDir, "node_modules/typescript/bin/tsc");
const execute = promisify(execFile);
const hasNpm = (await findProgram("npm")) !== null && (await findProgram("tar")) !== null;
const stage = useStage();
let packed: string;
let folder: string;

/** Runs a program; what it says belongs to its failure. */
async function run(program: string, args: string[], options: { cwd: string }) {
  return await execute(program, args, options).catch((error) => {
    throw new Error(`${program} ${args.join(" ")}\n${error.stdout}${error.stderr}`);
  });
}

/** What `pnpm pack` packs, and what npm makes of it in a project that has nothing else. */
beforeAll(async () => {
  if (!hasNpm) return;
  await run(process.execPath, ["scripts/stage-client.mjs"], { cwd: projectDir });
  packed = await makeTempDir("packed", stage.cleanup);
  const staged = join(projectDir, "libs/client/package");
  await run("npm", ["pack", "--pack-destination", packed], { cwd: staged });
  folder = await makeTempDir("sdk", stage.cleanup);
  await writeFile(join(folder, "package.json"), '{ "type": "module", "private": true }');
  const [tarball = ""] = await readdir(packed);
  // Types of Node are a project's own.
  const wanted = [join(packed, tarball), "@types/node@20"];
  await run("npm", ["install", "--no-audit", "--no-fund", ...wanted], { cwd: folder });
});

describe.runIf(hasNpm)("the packed SDK", () => {
  test("holds built files, types, licence and readme, and nothing of the workspace", async () => {
    const installed = join(folder, "node_modules/@rookery/client");
    const manifest = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
    expect(manifest).toMatchObject({ name: "@rookery/client", license: "MIT" });
    expect(manifest).not.toHaveProperty("private");
    expect(JSON.stringify(manifest)).not.toMatch(/workspace:|catalog:/);
    expect((await readdir(installed)).sort()).toEqual(
      expect.arrayContaining(["LICENSE", "README.md", "dist", "node_modules", "package.json"]),
    );
    expect((await readdir(join(folder, "node_modules"))).sort()).toEqual([
      ".package-lock.json",
      "@rookery",
      "@types",
      "eventsource-parser",
      "undici-types",
      "zod",
    ]);
  });

  test("has the types that its readme uses, and its example goes from a table to predictions", async () => {
    const readme = await readFile(join(projectDir, "libs/client/README.md"), "utf8");
    const [, example = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
    const uses = 'import type { Run, SweepRequest } from "@rookery/client";\n';
    const wrong =
      "// @ts-expect-error: a state there is not\nconst state: Run['state'] = 'happy';\n";
    const right = "const request: SweepRequest = { dataset: 'a', target: 'b', space: {} };\n";
    await writeFile(join(folder, "example.ts"), example);
    await writeFile(
      join(folder, "types.ts"),
      `${uses}${wrong}${right}console.log(state, request);\n`,
    );
    const options = ["--strict", "--target", "es2023", "--module", "nodenext", "--types", "node"];
    await run(process.execPath, [tsc, "--noEmit", ...options, "types.ts"], { cwd: folder });
    await run(process.execPath, [tsc, "--outDir", "out", ...options, "example.ts"], {
      cwd: folder,
    });

    const server = await startEmbedded(stage, await makeRookeryHome(stage.cleanup));
    const program = await readFile(join(folder, "out/example.js"), "utf8");
    await writeFile(
      join(folder, "out/example.js"),
      program
        .replace("http://127.0.0.1:7100", server.orchestratorUrl)
        .replace("http://127.0.0.1:7200", server.inferenceUrl),
    );
    await copyFile(join(projectDir, "data/penguins_size.csv"), join(folder, "penguins.csv"));
    const { stdout } = await run(process.execPath, ["out/example.js"], { cwd: folder });
    expect(stdout).toMatch(/^succeeded 6 of 6 0\.9\d+$/m);
    expect(stdout).toMatch(/label: .Gentoo./);
  });
});
