import type { HttpServer } from "@rookery/runtime";
import { beforeAll } from "vitest";
import { createOrchestrator, type OrchestratorOptions } from "../src/index.ts";
import { type Services, useServices } from "./use-services.ts";

export interface RunningOrchestrator extends Services {
  app: HttpServer;
}

/** An orchestrator for the tests of one file, with nothing in its database yet. */
export function useOrchestrator(options: Partial<OrchestratorOptions> = {}): RunningOrchestrator {
  const running = useServices() as RunningOrchestrator;
  beforeAll(async () => {
    running.app = await openOrchestrator(running, options);
  });
  return running;
}

/** One more orchestrator over the same services; it closes with them at the latest. */
export async function openOrchestrator(
  services: Services,
  options: Partial<OrchestratorOptions> = {},
): Promise<HttpServer> {
  const app = await createOrchestrator({ ...services, ...options });
  services.lifecycle.onClose("orchestrator", () => app.close());
  return app;
}
