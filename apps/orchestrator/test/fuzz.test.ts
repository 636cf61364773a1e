import { orchestratorApi } from "@rookery/contracts";
import { fuzzApi } from "@rookery/test/check-api";
import { beforeAll, test } from "vitest";
import { penguins, uploadCsv } from "./upload.ts";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();
let sweepId: string;

const sweep = {
  dataset: "penguins",
  target: "species",
  features: ["sex", "island"],
  space: { learningRate: { min: 0.01, max: 0.1, count: 2 }, steps: { values: [1, 2] } },
  sampler: { name: "grid" },
  validation: { kind: "k-fold", folds: 3 },
  objective: { metric: "accuracy", direction: "maximize" },
  promotion: { rule: "better", margin: 0 },
  testFraction: 0.2,
  seed: 0,
  name: "x",
};

beforeAll(async () => {
  await uploadCsv(running.app, "penguins", penguins);
  const launched = await running.app.inject({ method: "POST", url: "/sweeps", payload: sweep });
  sweepId = launched.json().id;
});

test("no request, however odd, makes the server fail, and every refusal is one that its endpoint names", async () => {
  // The stream of a sweep that runs does not end, and predictions are another server's.
  const { watchSweep: _, tryPrediction: __, ...api } = orchestratorApi;
  await fuzzApi({
    app: running.app,
    api,
    bodies: {
      launchSweep: sweep,
      changeSweep: { tags: { owner: "ann", draft: null }, description: "x" },
      retryRuns: { states: ["failed"], runs: [1, "0".repeat(32)] },
      setAlias: { version: 1, from: null, reason: "x" },
      rollBackAlias: { from: 1, reason: "x" },
    },
    known: { id: ["0".repeat(32), sweepId], name: ["penguins"], version: ["1"], other: ["1"] },
    requests: 600,
  });
});
