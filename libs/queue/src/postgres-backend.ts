import {
  type BackendFactory,
  PostgresConnection,
  type PostgresConnectionOptions,
  PostgresQueueBackend,
} from "bullmq";
import type { QueueBackend, QueueRole } from "./queue-backend.ts";
import type { QueueLogger } from "./queue-logger.ts";
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
  connection.on("error", (error) => logger.warn({ err: error }, "postgres connection failed"));

  const factory: BackendFactory<PostgresQueueBackend, PostgresConnectionOptions> = (
    name,
    options,
  ) =>
    new PostgresQueueBackend(connection, name, options, !producing, producing ? undefined : name);

  return {
    factory: factory as BackendFactory,
    options: { connection: {} },
    async ping() {
      await connection.pool.query("select 1");
    },
    async check() {
      return [];
    },
    close: () => connection.close(),
  };
}
