// Generates migrations into a copy of the committed ones: a changed or added file means that the
// schema and its migrations have drifted apart. Needs no database.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const migrations = join(root, "libs/database/migrations");

mkdirSync(join(root, ".cache"), { recursive: true });
const scratch = mkdtempSync(join(root, ".cache/schema-drift-"));
const copy = join(scratch, "migrations");

try {
  cpSync(migrations, copy, { recursive: true });
  const config = join(scratch, "drizzle.config.ts");
  // drizzle-kit takes paths relative to the directory it runs in.
  writeFileSync(
    config,
    `import config from "../../drizzle.config.ts";\n` +
      `export default { ...config, out: ${JSON.stringify(`./${relative(root, copy)}`)} };\n`,
  );
  execFileSync("drizzle-kit", ["generate", `--config=${relative(root, config)}`], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });

  const list = (dir) => readdirSync(dir, { recursive: true }).map(String);
  const committed = new Set(list(migrations));
  const added = list(copy).filter((file) => !committed.has(file));
  if (added.length > 0) {
    console.error(`The schema is ahead of its migrations: ${added.join(", ")} would be added.`);
    console.error("Run `pnpm exec drizzle-kit generate` and commit what it writes.");
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
