export { queueNames, type Retrying, runJobId, type SweepRound, sweepJobId } from "./catalog.ts";
export type { Consumer, ConsumerOptions, JobContext, JobOutcome } from "./consumer.ts";
export {
  createQueues,
  type QueueCounts,
  type Queues,
  type SweepJobState,
} from "./create-queues.ts";
export { createRunConsumer } from "./create-run-consumer.ts";
export { createSweepConsumer } from "./create-sweep-consumer.ts";
export { JobInterrupted } from "./job-errors.ts";
export { migrateQueue } from "./migrate-queue.ts";
export type { AnyQueue, QueueBackendConfig, QueueDeps, QueueFinding } from "./queue-backend.ts";
export type { QueueLogger } from "./queue-logger.ts";
export type { NamedRound, QueuedRun, SweepToQueue } from "./sweep-flow.ts";
export { tunables as queueTunables } from "./tunables.ts";
