import type { BackendFactory, IQueueBackend, Queue } from "bullmq";

/** Where the jobs live. `prefix` and `schema` keep several Rookeries apart. */
export type QueueBackendConfig =
  | { kind: "redis"; url: string; prefix?: string | undefined }
  | { kind: "postgres"; url: string; schema?: string | undefined };

/** What this library logs with; pino and Fastify loggers fit. */
export interface QueueLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface QueueDeps {
  backend: QueueBackendConfig;
  logger: QueueLogger;
}

/** Something about the server that will hurt later. */
export interface QueueFinding {
  code: "redis-evicts-jobs";
  /** `refuse`: it loses jobs; `warn`: it would once somebody sets a limit. */
  advice: "refuse" | "warn";
  message: string;
}

export type QueueRole = "producer" | "consumer";

/**
 * What BullMQ's classes are built from, whatever the server. A producer's
 * connections are shared by its queues and its flow producer.
 *
 * | connections | producer         | consumer                                  |
 * |-------------|------------------|-------------------------------------------|
 * | Redis       | 1                | 2: commands, waiting for a job            |
 * | PostgreSQL  | 0 to 3, idle out | 1 listening, and 0 to 4 that idle out     |
 */
export interface QueueBackend {
  /** Last argument of Queue, FlowProducer and Worker. */
  factory: BackendFactory;
  options: { connection: object; prefix?: string };
  /** Runs `work` while no other process runs work under the same key. */
  exclusively<T>(key: string, work: () => Promise<T>): Promise<T>;
  ping(): Promise<void>;
  check(): Promise<QueueFinding[]>;
  /** Closes what the BullMQ classes share; call it after closing them. */
  close(): Promise<void>;
}

/** A BullMQ queue on either backend. */
export type AnyQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>;
