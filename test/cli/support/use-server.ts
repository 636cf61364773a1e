import { beforeAll } from "vitest";
import { makeRookeryHome } from "../../e2e/support/rookery-home.ts";
import { type Stage, useStage } from "../../e2e/support/stage.ts";
import { type Embedded, startEmbedded } from "../../e2e/support/start-embedded.ts";
import { type Ran, type RunOptions, runRookery, runShell } from "./run-rookery.ts";

export interface Server {
  stage: Stage;
  embedded: Embedded;
  /** What every command of the file is run with. */
  env: Record<string, string>;
  run(args: string[], options?: RunOptions): Promise<Ran>;
  shell(script: string, options?: RunOptions): Promise<Ran>;
}

/** `rookery start` for one test file, and commands that talk to it. */
export function useServer(serverEnv: Record<string, string> = {}): Server {
  const stage = useStage();
  const server = { stage, env: {} } as Server;
  beforeAll(async () => {
    const home = await makeRookeryHome(stage.cleanup);
    server.embedded = await startEmbedded(stage, home, serverEnv);
    const { orchestratorUrl, inferenceUrl } = server.embedded;
    server.env = { ROOKERY_API_URL: orchestratorUrl, ROOKERY_INFERENCE_URL: inferenceUrl };
  });
  server.run = (args, options) =>
    runRookery(args, { ...options, env: { ...server.env, ...options?.env } });
  server.shell = (script, options) =>
    runShell(script, { ...options, env: { ...server.env, ...options?.env } });
  return server;
}
