// Every machine check in one command. Types come first: the others read what `tsc -b` builds.
// Prints one line per check; the output of a check is shown only when it fails.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

const types = { name: "types", command: "tsc -b && tsc -p tsconfig.test.json" };
const checks = [
  { name: "format and lint", command: "biome check --error-on-warnings --max-diagnostics=100" },
  { name: "unused code", command: "knip --no-config-hints" },
  { name: "import boundaries", command: "node scripts/checks/boundaries.mjs" },
  { name: "schema drift", command: "node scripts/checks/schema-drift.mjs" },
  { name: "paths in the docs", command: "node scripts/checks/doc-paths.mjs" },
];

/** Resolves to whether the command succeeded, after printing its line. */
function runCheck({ name, command }) {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, { cwd: root, shell: true, stdio: ["ignore", "pipe", "pipe"] });
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("close", (code) => {
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      console.log(`${code === 0 ? "ok  " : "FAIL"} ${name.padEnd(18)} ${seconds} s`);
      if (code !== 0) console.log(`\n$ ${command}\n${Buffer.concat(output)}`);
      resolve(code === 0);
    });
  });
}

const results = [await runCheck(types), ...(await Promise.all(checks.map(runCheck)))];
process.exitCode = results.every(Boolean) ? 0 : 1;
