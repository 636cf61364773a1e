import { randomBytes } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@rookery/contracts";

/**
 * The cluster's password, kept in a file only its owner can read and made on
 * first use. Of two processes making it at once, both get the same.
 */
export async function readOrCreatePassword(dataDir: string): Promise<string> {
  const file = join(dataDir, "password");
  const present = await readPassword(file);
  if (present !== null) return present;

  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, randomBytes(24).toString("hex"), { mode: 0o600, flag: "wx", flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readPassword(file)) as string;
}

async function readPassword(file: string): Promise<string | null> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    throw new AppError("config-invalid", `The password file ${file} cannot be read (${code})`, {
      hint: "Start Rookery as the user who started it first, or give it another data directory.",
      cause: error,
    });
  }
}
