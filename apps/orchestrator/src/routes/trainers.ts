import { knownMetrics, metricNames, TrainerList } from "@rookery/contracts";
import type { Trainers } from "@rookery/learning";
import type { HttpServer } from "@rookery/runtime";
import { listSamplers } from "@rookery/search";
import { z } from "zod";

/** What a sweep can be made of. */
export function registerTrainerRoutes(app: HttpServer, { trainers }: { trainers: Trainers }): void {
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
      trainers: trainers.list().map(({ name, description, task, parameters }) => ({
        name,
        description,
        task,
        parameters: z.toJSONSchema(parameters, { io: "input" }),
      })),
      samplers: listSamplers().map(({ name }) => name),
      metrics: metricNames.map((name) => ({ name, ...knownMetrics[name] })),
    }),
  );
}
