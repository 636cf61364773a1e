// Documentation may only name files that exist: relative links, and inline code that reads like a
// path of this repository. A path into dist/ stands for the source it is built from.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const listed = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
const files = execFileSync("git", listed, { cwd: root, encoding: "utf8" })
  .split("\0")
  .filter((file) => file !== "" && existsSync(join(root, file)));

const basenames = new Set(files.map((file) => basename(file)));
const folders = new Set(files.filter((file) => file.includes("/")).map((f) => f.split("/")[0]));
const pages = files.filter((file) => /^[^/]+\.md$|^docs\/.*\.md$/.test(file));

const linkPattern = /\]\(([^)\s]+)[^)]*\)/g;
const codePattern = /`([^`\n]+)`/g;
const pathPattern = /^[\w@.-]+(\/[\w@.-]+)*\/?$/;
const bareFilePattern = /^[\w-]+(\.[\w-]+)*\.(ts|tsx|mjs|ya?ml|md)$/;

function isThere(path) {
  const source = path.replace("/dist/", "/src/").replace(/\.js$/, ".ts");
  return existsSync(join(root, path)) || existsSync(join(root, source));
}

function findMissingLinks(page, text) {
  return [...text.matchAll(linkPattern)]
    .map(([, target]) => target)
    .filter((target) => !/^([a-z][a-z+.-]*:|#|\/)/.test(target))
    .filter((target) => !isThere(posix.join(dirname(page), target.replace(/#.*$/, ""))));
}

function findMissingPaths(page, text) {
  return [...text.matchAll(codePattern)]
    .map(([, code]) => code.trim())
    .filter((code) => {
      if (bareFilePattern.test(code)) return !basenames.has(code);
      if (!pathPattern.test(code) || !folders.has(code.split("/")[0])) return false;
      return code.includes("/") && !isThere(code) && !isThere(posix.join(dirname(page), code));
    });
}

const problems = pages.flatMap((page) => {
  const prose = readFileSync(join(root, page), "utf8").replace(/^```[\s\S]*?^```/gm, "");
  return [...findMissingLinks(page, prose), ...findMissingPaths(page, prose)].map(
    (path) => `${page}: ${path} does not exist`,
  );
});

for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
