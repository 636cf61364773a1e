import {
  type Client,
  createClient,
  createInferenceClient,
  type InferenceClient,
} from "@rookery/client";
import type { RookeryProcess } from "./rookery-process.ts";
import type { Stage } from "./stage.ts";

export interface Embedded {
  process: RookeryProcess;
  orchestratorUrl: string;
  inferenceUrl: string;
  client: Client;
  inference: InferenceClient;
}

/** `rookery start` on this home; ports chosen by the system unless `env` says others. */
export function spawnEmbedded(
  stage: Stage,
  home: string,
  env: Record<string, string> = {},
): RookeryProcess {
  return stage.start({
    name: "rookery start",
    args: ["apps/cli/dist/main.js", "start"],
    env: { ROOKERY_HOME: home, PORT: "0", INFERENCE_PORT: "0", LOG_LEVEL: "warn", ...env },
  });
}

export async function startEmbedded(
  stage: Stage,
  home: string,
  env: Record<string, string> = {},
): Promise<Embedded> {
  const process = spawnEmbedded(stage, home, env);
  const [, orchestratorUrl = ""] = await process.saysMatch(/API +(http:\S+)/);
  const [, inferenceUrl = ""] = await process.saysMatch(/Inference +(http:\S+) .*\n/);
  return {
    process,
    orchestratorUrl,
    inferenceUrl,
    client: createClient({ url: orchestratorUrl }),
    inference: createInferenceClient({ url: inferenceUrl }),
  };
}
