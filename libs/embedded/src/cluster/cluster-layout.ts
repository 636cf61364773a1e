import { createHash } from "node:crypto";
import { chmod, mkdir, realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readOrCreatePassword } from "./password-file.ts";
import { canRun, findBinaries, type PostgresBinaries, stageBinaries } from "./postgres-binaries.ts";
import { canEnter, findServerUser, type ServerUser } from "./server-user.ts";
import { openStagingDir } from "./staging-dir.ts";

export interface ClusterLayout {
  binaries: PostgresBinaries;
  /** Null when the present user runs the server. */
  user: ServerUser | null;
  password: string;
  /** PostgreSQL's own data directory. */
  clusterDir: string;
  logFile: string;
}

/**
 * Decides where the cluster lives and who runs it. Everything is in `dataDir`,
 * except for root when the server's user cannot enter it: then the cluster is in
 * the staging directory, under a name made from `dataDir` and its password, so
 * that a deleted or copied `dataDir` begins a new cluster.
 */
export async function layOutCluster(dataDir: string): Promise<ClusterLayout> {
  const root = await openDataDir(resolve(dataDir));
  const password = await readOrCreatePassword(root);
  const logFile = join(root, "postgres.log");
  const inPlace = join(root, "cluster");

  const binaries = await findBinaries();
  const user = await findServerUser(inPlace);
  if (user === null) return { binaries, user, password, clusterDir: inPlace, logFile };

  const canRunInPlace = await canRun(binaries, user);
  const canLiveInPlace = await canEnter(root, user);
  return {
    binaries: canRunInPlace ? binaries : await stageBinaries(binaries, await openStagingDir()),
    user,
    password,
    clusterDir: canLiveInPlace ? inPlace : await stagedClusterDir(root, password),
    logFile,
  };
}

async function openDataDir(dataDir: string): Promise<string> {
  const created = await mkdir(dataDir, { recursive: true });
  // The server's user has to pass through a folder that root made for it.
  if (created !== undefined) await chmod(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
  return realpath(dataDir);
}

async function stagedClusterDir(root: string, password: string): Promise<string> {
  const name = createHash("sha256").update(`${root}\n${password}`).digest("hex").slice(0, 32);
  const parent = join(await openStagingDir(), `data-${name}`);
  const created = await mkdir(parent, { recursive: true });
  if (created !== undefined) await chmod(parent, 0o711);
  return join(parent, "cluster");
}
