import { RunJob } from "@rookery/contracts";
import { queueNames } from "./catalog.ts";
import { type Consumer, type ConsumerOptions, createConsumer } from "./consumer.ts";

/** Takes run jobs. The run itself must be claimed in PostgreSQL: a job may come twice. */
export function createRunConsumer(options: ConsumerOptions<RunJob>): Promise<Consumer> {
  return createConsumer({ queueName: queueNames.runs, payload: RunJob }, options);
}
