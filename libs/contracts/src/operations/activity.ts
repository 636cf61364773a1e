import { z } from "zod";
import { Timestamp } from "../values/names.ts";

export const QueueCounts = z.object({
  waiting: z.number().int(),
  active: z.number().int(),
  delayed: z.number().int(),
  failed: z.number().int(),
  completed: z.number().int().describe("Of those the queue still keeps"),
  waitingForChildren: z.number().int().describe("Jobs that wait for the runs of their sweep"),
});
export type QueueCounts = z.infer<typeof QueueCounts>;

/** What all workers together do: the answer of `GET /activity`. */
export const Activity = z.object({
  queues: z.object({ runs: QueueCounts, sweeps: QueueCounts }),
  minutes: z
    .array(
      z.object({
        at: Timestamp.describe("When the minute began"),
        ended: z.number().int(),
        failed: z.number().int().describe("Of the ended ones: failed, timed out or lost"),
      }),
    )
    .describe("Attempts that ended in the last hour, oldest minute first; the last is going on"),
});
export type Activity = z.infer<typeof Activity>;
