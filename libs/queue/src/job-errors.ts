import { AppError } from "@rookery/contracts";
import { UnrecoverableError } from "bullmq";

/**
 * Why a job's signal was aborted.
 *
 * - `closing`: the consumer stops and this job was not done in time. It is
 *   handed back to the queue when the processor stops, without using up a try.
 * - `lock-lost`: the queue gave the job up (the event loop was blocked too
 *   long, or the queue was emptied) and may have given it to another worker.
 */
export class JobInterrupted extends AppError {
  readonly why: "closing" | "lock-lost";

  constructor(why: "closing" | "lock-lost") {
    super(
      "run-lost",
      why === "closing"
        ? "The worker stopped before the job was done."
        : "The queue took the job away from this worker.",
    );
    this.name = "JobInterrupted";
    this.why = why;
  }
}

/** What BullMQ must see so that it retries only what may succeed later. */
export function toJobError(error: unknown): Error {
  const appError = AppError.findIn(error);
  if (appError && !appError.retryable) {
    const final = new UnrecoverableError(appError.message);
    if (appError.stack !== undefined) final.stack = appError.stack;
    final.cause = appError;
    return final;
  }
  return error instanceof Error ? error : new Error(String(error));
}
