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

async function readManifest(of: string) {
  return JSON.parse(await readFile(join(of, "package.json"), "utf8"));
}

/** What `pnpm pack` packs, and what npm makes of it in a project that has nothing else. */
beforeAll(async () => {
  if (!hasNpm) return;
  const staged = join(await makeTempDir("staged", stage.cleanup), "package");
  await run(process.execPath, ["scripts/stage-client.mjs", staged], { cwd: projectDir });
  packed = await makeTempDir("packed", stage.cleanup);
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
    const contracts = join(installed, "node_modules/@rookery/contracts");
    const [manifest, ofContracts] = await Promise.all([installed, contracts].map(readManifest));
    expect(manifest).toMatchObject({ name: "@rookery/client", license: "MIT" });
    expect(manifest).not.toHaveProperty("private");
    expect(JSON.stringify([manifest, ofContracts])).not.toMatch(/workspace:|catalog:/);
    expect(await readdir(installed)).toEqual(
      expect.arrayContaining(["LICENSE", "README.md", "dist", "node_modules", "package.json"]),
    );
    expect(await readdir(join(folder, "node_modules/@rookery"))).toEqual(["client"]);
    for (const name of Object.keys(manifest.dependencies)) {
      const around = name === "@rookery/contracts" ? installed : folder;
      expect(await readManifest(join(around, "node_modules", name))).toMatchObject({ name });
    }
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
