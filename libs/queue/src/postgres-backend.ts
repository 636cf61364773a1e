import { setTimeout as sleep } from "node:timers/promises";
import { guardSilence, withSilence } from "@rookery/database";
import {
  type BackendFactory,
  PostgresConnection,
  type PostgresConnectionOptions,
  PostgresQueueBackend,
} from "bullmq";
import type { QueueBackend, QueueLogger, QueueRole } from "./queue-backend.ts";
import { tunables } from "./tunables.ts";

export const defaultQueueSchema = "bullmq";

/**
 * A producer's queues share one connection. A consumer's backend owns its own,
 * because only an owner listens again after the connection broke.
 */
export function openPostgresBackend(
  { url, schema = defaultQueueSchema }: { url: string; schema?: string | undefined },
  { role, logger }: { role: QueueRole; logger: QueueLogger },
): QueueBackend {
  const producing = role === "producer";
  const connection = new PostgresConnection({
    connectionString: url,
    schema,
    max: producing ? tunables.producerConnections : tunables.consumerConnections,
    connectionTimeoutMillis: tunables.startTimeoutMs,
    application_name: "rookery-queue",
  });
  connection.pool.on("connect", (client) => guardSilence(client, tunables.silenceMs));
  // A consumer hears of it from BullMQ, and must not report it twice.
  connection.on("error", (error) => {
    if (producing) logger.warn({ err: error }, "postgres connection failed");
  });

  const factory: BackendFactory<PostgresQueueBackend, PostgresConnectionOptions> = producing
    ? (name, options) => new PostgresQueueBackend(connection, name, options, false)
    : (name, options) => new PatientBackend(connection, name, options, true, name);

  /** Each holder keeps a connection, so a process asks for one lock at a time. */
  let lastHolder: Promise<unknown> = Promise.resolve();
  async function lockAndRun<T>(key: string, work: () => Promise<T>): Promise<T> {
    const client = await connection.pool.connect();
    // While nobody listens, a connection that breaks ends the process.
    client.on("error", (error) => logger.warn({ err: error }, "postgres connection failed"));
    try {
      const lock = "select pg_advisory_lock(hashtextextended($1, 0))";
      await withSilence(client, tunables.longestLockMs, () => client.query(lock, [key]));
      return await work();
    } finally {
      // Ends the session, and the lock with it, even after the connection broke.
      client.release(true);
    }
  }

  return {
    factory: factory as BackendFactory,
    options: { connection: {} },
    // Adding a flow over one that is being worked on deadlocks with its workers.
    exclusively(key, work) {
      const turn = lastHolder.then(() => lockAndRun(`rookery:${schema}:${key}`, work));
      lastHolder = turn.catch(() => undefined);
      return turn;
    },
    async ping() {
      await connection.pool.query("select 1");
    },
    async check() {
      return [];
    },
    close: () => connection.close(),
  };
}

/**
 * BullMQ waits between tries only when a connection is refused. Any other error
 * (a name that does not resolve, a server that is starting) would have it ask
 * again at once, for as long as the outage lasts.
 */
class PatientBackend extends PostgresQueueBackend {
  override async moveToActive(token: string, name?: string) {
    try {
      return await super.moveToActive(token, name);
    } catch (error) {
      await sleep(tunables.connectionRetryMs);
      throw error;
    }
  }
}
