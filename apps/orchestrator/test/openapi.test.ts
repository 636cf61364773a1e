import { orchestratorApi } from "@rookery/contracts";
import { expectDocument } from "@rookery/test/check-api";
import { test } from "vitest";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();

test("the OpenAPI document is valid, well made, and lists every endpoint", async () => {
  await expectDocument(running.app, orchestratorApi);
});
