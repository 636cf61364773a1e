import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";

const projectBinDir = resolve(import.meta.dirname, "../../.cache/bin");

/** The path of a program on PATH or in .cache/bin, or null. */
export async function findProgram(name: string): Promise<string | null> {
  const dirs = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), projectBinDir];
  for (const dir of dirs) {
    const file = join(dir, name);
    const isProgram = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isProgram) return file;
  }
  return null;
}
