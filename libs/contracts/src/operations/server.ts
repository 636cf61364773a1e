import { z } from "zod";

/** What a readiness check answers; a part that is away makes the whole `down`. */
export const HealthReport = z.object({
  status: z.enum(["up", "down"]),
  parts: z.record(z.string(), z.string()).describe('"up", or why the part cannot be used'),
});
export type HealthReport = z.infer<typeof HealthReport>;

/** The process answers. */
export const Liveness = z.object({ status: z.literal("up") });
export type Liveness = z.infer<typeof Liveness>;

export const OrphanArtifacts = z.object({
  dryRun: z.boolean().describe("`true`: they are still there"),
  count: z.number().int(),
  sizeBytes: z.number().int(),
  keys: z.array(z.string()).describe("The first 1,000"),
});
export type OrphanArtifacts = z.infer<typeof OrphanArtifacts>;

/** Where predictions are made. */
export const InferenceAddress = z.object({
  url: z
    .string()
    .nullable()
    .describe(
      "As the orchestrator reaches it, which may be inside of its network only; null: unknown",
    ),
  needsKey: z.boolean().describe("Whether requests need an API key, as those of this server do"),
});
export type InferenceAddress = z.infer<typeof InferenceAddress>;
