import { classificationMetricNames, classificationMetrics } from "@rookery/contracts";
import { listTrainers } from "@rookery/learning";
import type { HttpServer } from "@rookery/runtime";
import { listSamplers } from "@rookery/search";
import { z } from "zod";

const TrainerList = z.object({
  trainers: z.array(
    z.object({
      name: z.string(),
      description: z.string(),
      task: z.string(),
      parameters: z
        .record(z.string(), z.unknown())
        .describe("JSON Schema of the parameters a space may hold, with defaults and ranges"),
    }),
  ),
  samplers: z.array(z.string()),
  metrics: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      direction: z.enum(["maximize", "minimize"]),
    }),
  ),
});

/** What a sweep can be made of. */
export function registerTrainerRoutes(app: HttpServer): void {
  app.get(
    "/trainers",
    {
      schema: {
        summary: "Trainers with their parameters, samplers, and metrics",
        tags: ["sweeps"],
        response: { 200: TrainerList },
      },
    },
    async () => ({
      trainers: listTrainers().map(({ name, description, task, parameters }) => ({
        name,
        description,
        task,
        parameters: z.toJSONSchema(parameters, { io: "input" }),
      })),
      samplers: listSamplers().map(({ name }) => name),
      metrics: classificationMetricNames.map((name) => ({ name, ...classificationMetrics[name] })),
    }),
  );
}
