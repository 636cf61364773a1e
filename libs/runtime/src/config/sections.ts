import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { z } from "zod";
import { isLoopback } from "../http/loopback.ts";

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** LOG_LEVEL, and LOG_PRETTY to force or forbid the human-readable form. */
export const logConfig = z
  .object({
    LOG_LEVEL: z
      .enum(logLevels, { error: `expected one of ${logLevels.join(", ")}` })
      .default("info"),
    LOG_PRETTY: z.stringbool({ error: "expected true or false" }).optional(),
  })
  .transform((env) => ({ level: env.LOG_LEVEL, pretty: env.LOG_PRETTY }));
export type LogConfig = z.output<typeof logConfig>;

const apiKeys = z.string().transform((list, context) => {
  const keys = list.split(",").map((key) => key.trim());
  keys.forEach((key, at) => {
    if (key.length >= 16) return;
    const message = `expected 16 characters or more per key; key ${at + 1} has ${key.length}`;
    context.addIssue({ code: "custom", message });
  });
  return keys;
});

/** HOST, PORT and ROOKERY_API_KEYS. An address other machines can reach does not parse without keys. */
export function httpConfig({ defaultPort }: { defaultPort: number }) {
  const error = "expected a port from 0 to 65535";
  return z
    .object({
      HOST: z.string().default("127.0.0.1"),
      PORT: z.coerce
        .number({ error })
        .int({ error })
        .min(0, { error })
        .max(65535, { error })
        .default(defaultPort),
      ROOKERY_API_KEYS: apiKeys.default([]),
    })
    .transform((env, context) => {
      if (!isLoopback(env.HOST) && env.ROOKERY_API_KEYS.length === 0) {
        const message =
          "expected 127.0.0.1, or API keys in ROOKERY_API_KEYS: other machines could reach this address";
        context.addIssue({ code: "custom", path: ["HOST"], message });
      }
      return { host: env.HOST, port: env.PORT, apiKeys: env.ROOKERY_API_KEYS };
    });
}
export type HttpConfig = z.output<ReturnType<typeof httpConfig>>;

const postgresUrl = connectionUrl(/^postgres(ql)?$/, "postgres://user:password@host:5432/database");
const redisUrl = connectionUrl(/^rediss?$/, "redis://host:6379");

/** DATABASE_URL, needed. */
export const databaseConfig = z
  .object({ DATABASE_URL: postgresUrl })
  .transform((env) => ({ url: env.DATABASE_URL }));

/** DATABASE_URL, or undefined for the embedded server. */
export const optionalDatabaseConfig = z
  .object({ DATABASE_URL: postgresUrl.optional() })
  .transform((env) => (env.DATABASE_URL === undefined ? undefined : { url: env.DATABASE_URL }));

/** REDIS_URL: present means the queue is on Redis, undefined that it is on PostgreSQL. */
export const redisConfig = z
  .object({ REDIS_URL: redisUrl.optional() })
  .transform((env) => (env.REDIS_URL === undefined ? undefined : { url: env.REDIS_URL }));

/** Where the jobs live: on Redis when REDIS_URL is set, else on the PostgreSQL of DATABASE_URL. */
export function chooseQueueBackend(config: {
  redis: z.output<typeof redisConfig>;
  database: z.output<typeof databaseConfig>;
}) {
  return config.redis
    ? { kind: "redis" as const, url: config.redis.url }
    : { kind: "postgres" as const, url: config.database.url };
}

/** ROOKERY_WORKER_THREADS: how many runs a worker trains at once; default: one per core. */
export const threadsConfig = z
  .object({
    ROOKERY_WORKER_THREADS: z.coerce.number().int().min(1).max(256).default(availableParallelism()),
  })
  .transform((env) => env.ROOKERY_WORKER_THREADS);

/** ROOKERY_SPOOL: the folder where uploads lie while they are imported; undefined: the system's for temporary files. */
export const spoolConfig = z
  .object({ ROOKERY_SPOOL: z.string().optional() })
  .transform((env) => (env.ROOKERY_SPOOL === undefined ? undefined : resolve(env.ROOKERY_SPOOL)));

/**
 * ROOKERY_TRAINERS: modules with people's own trainers, paths or names of
 * packages, separated by commas; relative ones start at the working directory.
 */
export const trainersConfig = z
  .object({ ROOKERY_TRAINERS: z.string().default("") })
  .transform((env) => ({
    modules: env.ROOKERY_TRAINERS.split(",")
      .map((module) => module.trim())
      .filter((module) => module !== ""),
    directory: process.cwd(),
  }));

function connectionUrl(protocol: RegExp, example: string) {
  return z.url({ protocol, error: `expected a URL such as ${example}` });
}
