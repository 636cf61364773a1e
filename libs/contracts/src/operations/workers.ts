import { z } from "zod";
import { Id, Timestamp } from "../values/names.ts";

export const Worker = z.object({
  id: z.string(),
  hostname: z.string(),
  pid: z.number().int(),
  concurrency: z.number().int().describe("Training threads"),
  state: z
    .enum(["alive", "silent", "stopped"])
    .describe("`silent`: not heard of for half a minute, so its runs are given to others"),
  startedAt: Timestamp,
  heartbeatAt: Timestamp,
  stoppedAt: Timestamp.nullable(),
  runs: z
    .array(
      z.object({
        runId: Id,
        sweepId: Id.nullable(),
        name: z.string(),
        attempt: z.number().int(),
        startedAt: Timestamp,
      }),
    )
    .describe("What it holds now"),
  recent: z
    .object({ ended: z.number().int(), failed: z.number().int() })
    .describe("Its newest attempts, 200 at most, of the last 15 minutes"),
  excluded: z
    .object({ since: Timestamp, reason: z.string() })
    .nullable()
    .describe("Set when it takes no runs any more; restarting it brings it back"),
});
export type Worker = z.infer<typeof Worker>;

export const WorkerList = z.object({ items: z.array(Worker) });
export type WorkerList = z.infer<typeof WorkerList>;
