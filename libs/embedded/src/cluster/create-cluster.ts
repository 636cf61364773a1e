import { existsSync } from "node:fs";
import { chown, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "@rookery/contracts";
import { superuser } from "../server/connect.ts";
import { ServerLog } from "../server/server-log.ts";
import { spawnProgram, waitForExit } from "../server/spawn-program.ts";
import type { ClusterLayout } from "./cluster-layout.ts";

/**
 * Makes the cluster beside its final place and renames it there: a process that
 * dies half-way leaves no half cluster, and of two processes one wins.
 */
export async function createCluster(layout: ClusterLayout): Promise<void> {
  const { clusterDir, user } = layout;
  if (existsSync(clusterDir)) return;

  const draft = await mkdtemp(`${clusterDir}.draft-`);
  try {
    const draftCluster = join(draft, "cluster");
    const passwordFile = join(draft, "password");
    await mkdir(draftCluster, { mode: 0o700 });
    await writeFile(passwordFile, layout.password, { mode: 0o600 });
    if (user) {
      for (const path of [draftCluster, passwordFile, draft]) {
        await chown(path, user.uid, user.gid);
      }
    }
    await initialise(layout, draftCluster, passwordFile);
    await rename(draftCluster, clusterDir).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Removes what processes that died while making the cluster left behind. */
export async function removeDrafts(clusterDir: string): Promise<void> {
  const parent = dirname(clusterDir);
  for (const name of await readdir(parent)) {
    if (name.startsWith(`${basename(clusterDir)}.draft-`)) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}

async function initialise(
  { binaries, user, logFile }: ClusterLayout,
  dir: string,
  passwordFile: string,
): Promise<void> {
  const log = new ServerLog(logFile);
  const handle = await log.open();
  try {
    // The builtin locale sorts the same everywhere and needs none of the machine's.
    const args = [
      `--pgdata=${dir}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
    ];
    const child = await spawnProgram(binaries.initdb, args, { user, log: handle.fd });
    if ((await waitForExit(child)) === 0) return;
  } finally {
    await handle.close();
  }
  throw new AppError("unavailable", "The embedded PostgreSQL could not create its data directory", {
    hint: `See ${logFile}.`,
    cause: new Error(await log.tail()),
  });
}
