import { describeWithRedis } from "@rookery/test";
import { describe, expect, test } from "vitest";
import { type ChaosPlan, runChaos } from "../chaos/run-chaos.ts";

/** One kill of each kind, one outage of each service; `pnpm chaos` does more, with any seed. */
const plan: Omit<ChaosPlan, "backend"> = {
  seed: 1,
  runs: 100,
  workers: 3,
  orchestrators: 1,
  kills: { worker: 1, orchestrator: 1, finalizer: 1 },
  steps: 200,
  print: () => {},
};

/** Jobs of the dead are taken over half a minute later, those of the finalizer last. */
const timeout = 900_000;

describe.concurrent("a sweep survives killed processes and every service going away once", () => {
  describe("with the queue on PostgreSQL", () => {
    test("nothing is lost, nothing is there twice", { timeout }, () => survives("postgres"));
  });
  describeWithRedis("with the queue on Redis, which is emptied", () => {
    test("nothing is lost, nothing is there twice", { timeout }, () => survives("redis"));
  });
});

async function survives(backend: ChaosPlan["backend"]): Promise<void> {
  const story: string[] = [];
  const print = (line: string) => story.push(line);
  const { problems } = await runChaos({ ...plan, backend, print });
  expect(problems, story.join("\n")).toEqual([]);
}
