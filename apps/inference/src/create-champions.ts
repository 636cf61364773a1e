import { type Database, listen } from "@rookery/database";
import {
  aliasChannel,
  findAliasedVersion,
  findVersions,
  listAliasedVersions,
  type StoredVersion,
} from "@rookery/registry";
import { type Logger, type LoopHealth, repeat } from "@rookery/runtime";
import type { VersionCache } from "./create-version-cache.ts";
import { identityOf, type ServedVersion } from "./load-version.ts";

/**
 * The versions that aliases point at, loaded and compiled.
 *
 *   alias moved ─► new version loads beside the old one ─► pointer swapped
 *                      │ cannot be loaded
 *                      └─► the old one goes on serving; tried again at the next look
 *
 * Requests only ever read a pointer, so a swap neither fails nor delays one.
 */
export interface Champions {
  /**
   * What serves an alias now. When nothing does yet it looks in the database,
   * and rejects when what the alias points at cannot be loaded.
   */
  find(model: string, alias: string): Promise<ServedVersion | undefined>;
  list(): { alias: string; served: ServedVersion }[];
  /** How the look for promotions fares. */
  health(): LoopHealth;
  close(): Promise<void>;
}

export interface ChampionsDeps {
  database: Database;
  versions: VersionCache;
  logger: Logger;
  /** A promotion whose notification got lost is noticed after this long. */
  pollMs: number;
}

export async function createChampions(deps: ChampionsDeps): Promise<Champions> {
  const { database, versions, logger, pollMs } = deps;
  const serving = new Map<string, { alias: string; served: ServedVersion }>();
  /** Versions that could not be loaded at the last look: reported once, not at every one. */
  const broken = new Map<string, string>();

  async function refresh(): Promise<void> {
    const wanted = await listAliasedVersions(database.orm);
    await Promise.all(wanted.map((version) => bringUp(version)));
    const keys = new Set(wanted.map((version) => keyOf(version.model, version.alias)));
    for (const key of serving.keys()) if (!keys.has(key)) serving.delete(key);
    await versions.check((known) => findVersions(database.orm, known));
  }

  async function bringUp(wanted: StoredVersion & { alias: string }): Promise<void> {
    const { model, alias, version } = wanted;
    const key = keyOf(model, alias);
    const identity = identityOf(wanted);
    const current = serving.get(key)?.served;
    if (current?.identity === identity) {
      broken.delete(key);
      return;
    }
    try {
      serving.set(key, { alias, served: await versions.load(wanted) });
      broken.delete(key);
      logger.info({ model, alias, from: current?.version ?? null, to: version }, "now serving");
    } catch (error) {
      const still = current?.version ?? null;
      const level = broken.get(key) === identity ? "debug" : "error";
      broken.set(key, identity);
      logger[level]({ err: error, model, alias, version, still }, "a version cannot be loaded");
    }
  }

  async function lookUp(model: string, alias: string): Promise<ServedVersion | undefined> {
    const stored = await findAliasedVersion(database.orm, { model, alias });
    if (!stored) return undefined;
    const served = await versions.load(stored);
    const key = keyOf(model, alias);
    // A refresh that came in between knows better.
    if (!serving.has(key)) serving.set(key, { alias, served });
    return served;
  }

  const looking = repeat({
    name: "look for promotions",
    intervalMs: pollMs,
    turn: refresh,
    failure: "cannot look for promotions",
    logger,
  });
  const listener = listen({
    url: database.url,
    channel: aliasChannel,
    onNotification: looking.wake,
    onConnected: looking.wake,
    onError: (error) => logger.warn({ err: error }, "not listening for promotions; polling"),
  });
  await looking.wake();

  return {
    async find(model, alias) {
      return serving.get(keyOf(model, alias))?.served ?? (await lookUp(model, alias));
    },
    list: () => [...serving.values()],
    health: looking.health,
    close: async () => {
      await listener.close();
      await looking.close();
    },
  };
}

function keyOf(model: string, alias: string): string {
  return `${model}@${alias}`;
}
