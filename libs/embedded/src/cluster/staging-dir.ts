import { chmod, lstat, mkdir } from "node:fs/promises";
import { AppError } from "@rookery/contracts";

// The second is for machines whose /var/lib is read-only; both survive a reboot.
const candidates = ["/var/lib/rookery", "/var/tmp/rookery"];

/**
 * Where root keeps what the server's user must reach when the data directory or
 * the checkout is below a closed home. Only root can write there, so nobody
 * can put a link or a binary of theirs in our way.
 */
export async function openStagingDir(): Promise<string> {
  const refusals: string[] = [];
  for (const dir of candidates) {
    const refusal = await claimDir(dir);
    if (refusal === null) return dir;
    refusals.push(`${dir}: ${refusal}`);
  }
  throw new AppError("config-invalid", `PostgreSQL has no place to run (${refusals.join("; ")})`, {
    hint: "Run as an ordinary user, use a data directory outside a closed home, or set DATABASE_URL.",
  });
}

/** Null when `dir` is now a folder that everybody can enter and only root can write. */
async function claimDir(dir: string): Promise<string | null> {
  try {
    await mkdir(dir);
    await chmod(dir, 0o755);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EEXIST") return code ?? String(error);
  }
  const found = await lstat(dir);
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) {
    return "not a folder that only root can write";
  }
  return null;
}
