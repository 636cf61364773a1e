import { mkdir, realpath } from "node:fs/promises";
import { dirname, sep } from "node:path";
import { AppError } from "@rookery/contracts";
import { hasCode } from "./filesystem-errors.ts";

const mostKnownFolders = 10_000;

/**
 * Makes sure that folders lie inside the root, also when links are resolved,
 * and remembers them, so that most calls cost no system call for it.
 */
export function createStoreFolders(root: string) {
  const known = new Set<string>();
  const beingMade = new Map<string, Promise<void>>();

  /** Throws `not-found` when the folder leads out of the root, and the system's error when it is missing. */
  async function verify(folder: string): Promise<void> {
    if (known.has(folder)) return;
    const [real, realRoot] = await Promise.all([realpath(folder), realpath(root)]);
    if (real !== realRoot && !real.startsWith(realRoot + sep)) {
      throw new AppError("not-found", "This folder is a link that leads out of the store");
    }
    if (known.size >= mostKnownFolders) known.clear();
    known.add(folder);
  }

  /** Creates the folder and those above it, each checked before anything is made in it; for this user only. */
  async function ensure(folder: string): Promise<void> {
    if (known.has(folder)) return;
    // The files of one run arrive together: one of them makes their folder.
    const making = beingMade.get(folder) ?? make(folder).finally(() => beingMade.delete(folder));
    beingMade.set(folder, making);
    await making;
  }

  async function make(folder: string): Promise<void> {
    if (folder !== root) await ensure(dirname(folder));
    await mkdir(folder, { recursive: folder === root, mode: 0o700 }).catch((error: unknown) => {
      if (!hasCode(error, "EEXIST")) throw error;
    });
    await verify(folder);
  }

  return {
    verify,
    ensure,
    /** To be called when folders have been removed. */
    forget(): void {
      known.clear();
    },
  };
}
export type StoreFolders = ReturnType<typeof createStoreFolders>;
