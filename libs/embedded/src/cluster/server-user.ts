import { readFile, realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** Somebody other than the present user, who runs the server. */
export interface ServerUser {
  uid: number;
  gid: number;
}

const unprivilegedId = 65534;

/**
 * PostgreSQL refuses to run as root. Null: the present user runs it. As root:
 * the owner of the cluster there is, else `postgres`, `nobody` or whoever the machine
 * knows (initdb wants a name for the id), else the id that `nobody` has everywhere.
 */
export async function findServerUser(clusterDir: string): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const cluster = await stat(clusterDir).catch(() => null);
  if (cluster && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid };

  const accounts = await readAccounts();
  const [anybody = { uid: unprivilegedId, gid: unprivilegedId }] = accounts.values();
  return accounts.get("postgres") ?? accounts.get("nobody") ?? anybody;
}

async function readAccounts(): Promise<Map<string, ServerUser>> {
  const accounts = new Map<string, ServerUser>();
  const lines = await readFile("/etc/passwd", "utf8").catch(() => "");
  for (const line of lines.split("\n")) {
    const [name, , uid, gid] = line.split(":");
    if (name && Number(uid) > 0) accounts.set(name, { uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
}

/** Whether the mode bits of `dir` and of every folder above it let `user` pass. */
export async function canEnter(dir: string, user: ServerUser): Promise<boolean> {
  for (let folder = await realpath(dir); ; folder = dirname(folder)) {
    const { uid, gid, mode } = await stat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
