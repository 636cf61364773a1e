import { expect, test } from "vitest";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();

test("what a sweep can be made of is listed, parameters as JSON Schema", async () => {
  const answer = await running.app.inject("/trainers");
  expect(answer.statusCode).toBe(200);
  const { trainers, samplers, metrics } = answer.json();
  expect(samplers).toContain("grid");
  expect(metrics).toContainEqual({
    name: "log_loss",
    title: "Log loss",
    task: "classification",
    direction: "minimize",
  });
  const trainer = trainers.find(({ name }: { name: string }) => name === "logistic-regression");
  expect(trainer.parameters).toMatchObject({
    type: "object",
    properties: { steps: { type: "integer", default: 500, minimum: 1 } },
    additionalProperties: false,
  });
});
