import { lstat, readdir } from "node:fs/promises";
import { extname, join, relative } from "node:path";
import { AppError } from "@rookery/contracts";
import { modelName } from "./program-files.ts";

/** A file the program left behind. */
export interface OutputFile {
  /** Relative, with `/`. */
  path: string;
  file: string;
  contentType: string;
}

const mostFiles = 1_000;
const mostBytes = 2 ** 30;
/** Kept by Rookery itself. */
const taken = new Set([modelName, "evaluation.json", "run.log"]);

const contentTypes: Record<string, string> = {
  ".csv": "text/csv; charset=utf-8",
  ".json": "application/json",
  ".log": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
};

/**
 * Everything regular below the output directory. Links are never followed, so
 * nothing outside of it can be taken; what is left out is told to `skip`.
 *
 * @throws AppError `training-failed` for more than 1,000 files or 1 GiB.
 */
export async function collectOutput(
  directory: string,
  skip: (line: string) => void,
): Promise<OutputFile[]> {
  if (!(await lstat(directory)).isDirectory()) {
    throw new AppError("training-failed", "The program put something else in its output's place.");
  }
  const found: OutputFile[] = [];
  let bytes = 0;
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(directory, file);
    if (taken.has(path)) {
      if (path !== modelName)
        skip(`output ${path} is left out: Rookery writes a file of that name`);
    } else if (!entry.isFile()) {
      skip(`output ${path} is left out: it is no regular file`);
    } else if (!isPlain(path)) {
      skip(`output ${JSON.stringify(path)} is left out: its name cannot be kept`);
    } else {
      bytes += (await lstat(file)).size;
      found.push({
        path,
        file,
        contentType: contentTypes[extname(path)] ?? "application/octet-stream",
      });
    }
    if (found.length > mostFiles || bytes > mostBytes) {
      throw new AppError(
        "training-failed",
        "The program left more than 1,000 files or 1 GiB behind.",
      );
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Names the artifact store takes, below a run's own folder. */
function isPlain(path: string): boolean {
  if (/[\\\p{Cc}\p{Surrogate}]/u.test(path) || Buffer.byteLength(path) > 900) return false;
  return path.split("/").every((part) => Buffer.byteLength(part) <= 255);
}
