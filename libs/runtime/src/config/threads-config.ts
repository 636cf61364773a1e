import { availableParallelism } from "node:os";
import { z } from "zod";

/** ROOKERY_WORKER_THREADS: how many runs a worker trains at once; default: one per core. */
export const threadsConfig = z
  .object({
    ROOKERY_WORKER_THREADS: z.coerce.number().int().min(1).max(256).default(availableParallelism()),
  })
  .transform((env) => env.ROOKERY_WORKER_THREADS);
