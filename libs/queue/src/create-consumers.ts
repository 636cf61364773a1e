import { RunJob, SweepJob } from "@rookery/contracts";
import { queueNames } from "./catalog.ts";
import { type Consumer, type ConsumerOptions, createConsumer } from "./consumer.ts";

/** Takes run jobs. The run itself must be claimed in PostgreSQL: a job may come twice. */
export function createRunConsumer(options: ConsumerOptions<RunJob>): Promise<Consumer> {
  return createConsumer({ queueName: queueNames.runs, payload: RunJob }, options);
}

/**
 * Takes the finalizing jobs of sweeps, and completes group jobs on the way. The
 * processor must ask PostgreSQL whether every run has ended: the queue's word
 * is not enough. Answer `{ postponeMs }` when one has not.
 */
export function createSweepConsumer(options: ConsumerOptions<SweepJob>): Promise<Consumer> {
  return createConsumer({ queueName: queueNames.sweeps, payload: SweepJob }, options);
}
