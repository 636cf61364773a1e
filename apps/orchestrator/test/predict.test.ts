import { expect, test } from "vitest";
import type { OrchestratorOptions } from "../src/index.ts";
import { openOrchestrator, useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();
const ask = {
  method: "POST",
  url: "/predict",
  payload: { model: "penguins", rows: [{}] },
} as const;

test("without the inference API's address a prediction is refused, with the variable to set", async () => {
  const answer = await running.app.inject(ask);
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({
    code: "unavailable",
    hint: expect.stringContaining("ROOKERY_INFERENCE_URL"),
  });
});

test("an inference API that does not answer is named as the fault", async () => {
  const nobody = "http://127.0.0.1:1";
  const app = await openOrchestrator(running, { inferenceUrl: nobody });
  const answer = await app.inject(ask);
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({
    code: "unavailable",
    detail: "The inference API does not answer.",
  });
  expect(answer.body).not.toContain(nobody);
});

test("where predictions are made is told, with whether that needs a key, and without secrets", async () => {
  const tell = async (options: Partial<OrchestratorOptions>) => {
    const app = await openOrchestrator(running, options);
    const headers = { authorization: `Bearer ${options.apiKeys?.[0]}` };
    return (await app.inject({ url: "/inference", headers })).json();
  };
  expect(await tell({})).toEqual({ url: null, needsKey: false });
  const address = { inferenceUrl: "http://me:secret@inference:7200/", apiKeys: ["k".repeat(16)] };
  expect(await tell(address)).toEqual({ url: "http://inference:7200", needsKey: true });
});
