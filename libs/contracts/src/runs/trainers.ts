import { z } from "zod";
import { Task } from "./metrics.ts";

/** What a sweep can be made of: the answer of `GET /trainers`. */
export const TrainerList = z.object({
  trainers: z.array(
    z.object({
      name: z.string(),
      description: z.string(),
      task: Task,
      parameters: z
        .record(z.string(), z.unknown())
        .describe("JSON Schema of the parameters a space may hold, with defaults and ranges"),
    }),
  ),
  samplers: z.array(z.string()),
  metrics: z.array(
    z.object({
      name: z.string(),
      task: Task,
      title: z.string(),
      direction: z.enum(["maximize", "minimize"]),
    }),
  ),
});
export type TrainerList = z.infer<typeof TrainerList>;
