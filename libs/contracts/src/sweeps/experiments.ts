import { z } from "zod";
import { Timestamp } from "../values/names.ts";

export const Experiment = z.object({
  /** Not every name was given through this API. */
  name: z.string(),
  createdAt: Timestamp,
});
export type Experiment = z.infer<typeof Experiment>;
