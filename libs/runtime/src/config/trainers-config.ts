import { z } from "zod";

/**
 * ROOKERY_TRAINERS: modules with people's own trainers, paths or names of
 * packages, separated by commas; relative ones start at the working directory.
 */
export const trainersConfig = z
  .object({ ROOKERY_TRAINERS: z.string().default("") })
  .transform((env) => ({
    modules: env.ROOKERY_TRAINERS.split(",")
      .map((module) => module.trim())
      .filter((module) => module !== ""),
    directory: process.cwd(),
  }));
