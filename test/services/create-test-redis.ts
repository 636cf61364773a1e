import { Redis } from "ioredis";
import { inject } from "vitest";

export interface TestRedis {
  /** Names the database: `redis://127.0.0.1:6379/7`. */
  url: string;
  /** Empties the database. */
  drop(): Promise<void>;
}

/** An empty Redis database for one test file; never one that somebody else has keys in. */
export async function createTestRedis(): Promise<TestRedis> {
  const { found } = inject("redis");
  if (found === null) throw new Error("Wrap the suite in describeWithRedis");
  return withRedis(found, async (redis) => {
    const databases = Number(((await redis.config("GET", "databases")) as string[])[1]);
    for (let tried = 0; tried < databases; tried++) {
      const turn = await redis.incr("rookery:test:turn");
      const index = 1 + (turn % (databases - 1));
      await redis.select(index);
      const isEmpty = (await redis.dbsize()) === 0;
      await redis.select(0);
      if (!isEmpty) continue;
      const url = new URL(found);
      url.pathname = `/${index}`;
      return { url: url.href, drop: () => emptyDatabase(url.href) };
    }
    throw new Error(`None of the ${databases} databases of ${found} is empty`);
  });
}

async function emptyDatabase(url: string): Promise<void> {
  await withRedis(url, (redis) => redis.flushdb());
}

async function withRedis<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}
