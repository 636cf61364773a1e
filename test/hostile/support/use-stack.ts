import { readFile } from "node:fs/promises";
import { createTestDatabase } from "@rookery/test";
import { beforeAll, expect } from "vitest";
import { gentoo, importPenguins, penguinSweep, runSweep } from "../../e2e/support/penguins.ts";
import { makeRookeryHome } from "../../e2e/support/rookery-home.ts";
import { useStage } from "../../e2e/support/stage.ts";
import { type Embedded, startEmbedded } from "../../e2e/support/start-embedded.ts";

export interface Stack extends Embedded {
  databaseUrl: string;
  sweepId: string;
  runId: string;
}

/** `rookery start` for the tests of one file, with a dataset, a finished sweep and a model that is served. */
export function useStack(): Stack {
  const stage = useStage();
  const stack = {} as Stack;
  beforeAll(async () => {
    const { url, drop } = await createTestDatabase();
    stage.cleanup.add(drop);
    const home = await makeRookeryHome(stage.cleanup);
    const embedded = await startEmbedded(stage, home, { DATABASE_URL: url });
    Object.assign(stack, embedded, { databaseUrl: url });
    await importPenguins(stack.client);
    const { sweep } = await runSweep(stack.client, penguinSweep());
    const { best } = sweep;
    Object.assign(stack, { sweepId: sweep.id, runId: best?.id });
  });
  return stack;
}

/** The stack does its work: both servers answer, a model predicts, a table can be imported. */
export async function expectHealthy({ client, inference, orchestratorUrl }: Stack): Promise<void> {
  expect((await fetch(`${orchestratorUrl}/health/ready`)).status).toBe(200);
  const { predictions } = await inference.predict({ model: "penguins", rows: gentoo });
  expect(predictions).toHaveLength(1);
  expect((await importPenguins(client)).rawRows).toBe(344);
}

/** Memory of the process that the system holds for it, in bytes. */
export async function readResidentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
