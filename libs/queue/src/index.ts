export { queueNames, type Retrying, runJobId, type SweepRound, sweepJobId } from "./catalog.ts";
export type { Consumer, ConsumerOptions, JobContext, JobOutcome } from "./consumer.ts";
export { createRunConsumer, createSweepConsumer } from "./create-consumers.ts";
export {
  createQueues,
  type QueueCounts,
  type Queues,
  type SweepJobState,
} from "./create-queues.ts";
export { JobInterrupted } from "./job-errors.ts";
export { migrateQueue } from "./open-backend.ts";
export type {
  AnyQueue,
  QueueBackendConfig,
  QueueDeps,
  QueueFinding,
  QueueLogger,
} from "./queue-backend.ts";
export type { NamedRound, QueuedRun, SweepToQueue } from "./sweep-flow.ts";
export { tunables as queueTunables } from "./tunables.ts";
