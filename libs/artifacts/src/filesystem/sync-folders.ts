import { open } from "node:fs/promises";
import { dirname } from "node:path";

const mostKnownFolders = 10_000;

/**
 * Puts the entries of folders on disk: a file whose bytes are there is still
 * lost with its name, or with the name of a folder above it.
 */
export function createFolderSync(root: string) {
  /** Folders whose own names are on disk already. */
  const settled = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, Promise<void>>();

  /** One at a time for a folder; whoever comes meanwhile shares the next one, which begins after they asked. */
  function sync(folder: string): Promise<void> {
    const joined = waiting.get(folder);
    if (joined) return joined;
    const before = running.get(folder);
    if (!before) return start(folder);
    const next = before
      .catch(() => {})
      .then(() => {
        waiting.delete(folder);
        return start(folder);
      });
    waiting.set(folder, next);
    return next;
  }

  function start(folder: string): Promise<void> {
    const syncing = syncNow(folder).finally(() => {
      if (running.get(folder) === syncing) running.delete(folder);
    });
    running.set(folder, syncing);
    return syncing;
  }

  async function settle(folder: string): Promise<void> {
    if (folder === root || settled.has(folder)) return;
    await Promise.all([settle(dirname(folder)), sync(dirname(folder))]);
    if (settled.size >= mostKnownFolders) settled.clear();
    settled.add(folder);
  }

  return {
    /** Returns when the folder's entries and the folders above are on disk. */
    async settleEntries(folder: string): Promise<void> {
      await Promise.all([sync(folder), settle(folder)]);
    },
    /** To be called when folders have been removed. */
    forget: () => settled.clear(),
  };
}

async function syncNow(folder: string): Promise<void> {
  await using handle = await open(folder, "r");
  await handle.sync();
}
