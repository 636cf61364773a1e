import { z } from "zod";

/** What looks wrong about a column a model would learn from. It stops nothing. */
export const sweepWarningKinds = [
  "constant",
  "id-like",
  "determines-target",
  "duplicate-of-target",
] as const;

export const SweepWarning = z.object({
  column: z.string(),
  kind: z.enum(sweepWarningKinds),
  evidence: z.string(),
  leftOut: z.boolean().describe("Whether the sweep does without it, as no features were listed"),
});
export type SweepWarning = z.infer<typeof SweepWarning>;
