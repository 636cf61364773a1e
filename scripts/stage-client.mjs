// What of libs/client leaves this workspace: a package that npm alone can install, in the folder that is named. What was
// there is removed. `pnpm pack` in libs/client makes a tarball of it. @rookery/contracts, which is in no registry, travels
// inside of it.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const client = join(root, "libs/client");
const contracts = join(root, "libs/contracts");
const [folder] = process.argv.slice(2);
if (!folder) throw new Error("Usage: node scripts/stage-client.mjs FOLDER");
const staged = resolve(folder);

const readManifest = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
/** No build information, and no maps to sources that stay here. */
const isShipped = (path) => !basename(path).startsWith(".tsbuildinfo") && !path.endsWith(".map");

/** The ranges that registries know instead of those of the workspace. */
function resolveRanges(folder, dependencies) {
  const installed = (name) => readManifest(join(folder, "node_modules", name)).version;
  return Object.fromEntries(
    Object.entries(dependencies).map(([name, range]) => {
      if (range.startsWith("workspace:")) return [name, installed(name)];
      return [name, range === "catalog:" ? `^${installed(name)}` : range];
    }),
  );
}

/** The built files and the manifest of a package, without what only this workspace needs. */
function ship(folder, target, more = {}) {
  const {
    private: _,
    devDependencies: __,
    publishConfig: ___,
    scripts: ____,
    ...manifest
  } = readManifest(folder);
  // Sources stay here.
  delete manifest.exports["."]["rookery-source"];
  mkdirSync(target, { recursive: true });
  cpSync(join(folder, "dist"), join(target, "dist"), { recursive: true, filter: isShipped });
  const text = JSON.stringify({ ...manifest, ...more }, null, 2);
  writeFileSync(join(target, "package.json"), `${text}\n`);
}

rmSync(staged, { recursive: true, force: true });
// What contracts needs is asked for once, by the client: another copy of it would be packed.
const { dependencies: needed } = readManifest(contracts);
const own = readManifest(client).dependencies;
ship(client, staged, {
  dependencies: { ...resolveRanges(client, own), ...resolveRanges(contracts, needed) },
  bundleDependencies: ["@rookery/contracts"],
});
ship(contracts, join(staged, "node_modules/@rookery/contracts"), { dependencies: undefined });
cpSync(join(client, "README.md"), join(staged, "README.md"));
cpSync(join(root, "LICENSE"), join(staged, "LICENSE"));
