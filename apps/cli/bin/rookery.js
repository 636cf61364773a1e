#!/usr/bin/env node
// Links to commands are made before anything is built, so the first call in a checkout builds.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const main = new URL("../dist/main.js", import.meta.url);
const compiler = new URL("../../../node_modules/typescript/bin/tsc", import.meta.url);

if (!existsSync(main) && existsSync(compiler)) {
  process.stderr.write("Building Rookery once\n");
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const build = spawnSync(process.execPath, [fileURLToPath(compiler), "-b", "apps/cli"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (build.status !== 0) process.exit(1);
}

await import(main.href);
