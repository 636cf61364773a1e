import { z } from "zod";

export const OrphanArtifacts = z.object({
  dryRun: z.boolean().describe("`true`: they are still there"),
  count: z.number().int(),
  sizeBytes: z.number().int(),
  keys: z.array(z.string()).describe("The first 1,000"),
});
export type OrphanArtifacts = z.infer<typeof OrphanArtifacts>;
