import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@rookery/contracts";
import { type EmbeddedPostgres, startPostgres } from "@rookery/embedded";
import { createGate, createTestRedis, describeWithRedis } from "@rookery/test";
import { getSweepStatus } from "@rookery/tracking";
import { describe, expect, test } from "vitest";
import { beforePut, type TestWorkers, useWorkers } from "./test-worker.ts";

const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
const combinations = Array.from({ length: 12 }, (_, index) => ({
  learningRate: 0.01,
  steps: 500 + index,
}));
const spec = {
  validation: { kind: "hold-out" as const, fraction: 0.2 },
  keepModels: "best" as const,
  // One try: whatever used one up would lose the run.
  runAttempts: 1,
};

/** A PostgreSQL of its own that can be taken away and brought back. */
function useOwnPostgres() {
  let server: EmbeddedPostgres;
  let dataDir: string;
  return {
    async openDatabase() {
      dataDir = await mkdtemp(join(tmpdir(), "rookery-outage-"));
      await chmod(dataDir, 0o711);
      server = await startPostgres({ dataDir, settings });
      const drop = async () => {
        await server.stop();
        await rm(dataDir, { recursive: true });
      };
      return { url: server.url, drop };
    },
    stop: () => server.stop(),
    async startAgain() {
      server = await startPostgres({ dataDir, settings, port: server.port });
    },
  };
}

async function expectEveryRunOnce({ readRun }: TestWorkers, runIds: string[]) {
  for (const run of await Promise.all(runIds.map(readRun))) {
    expect(run.state).toBe("succeeded");
    expect(run.history.accuracy).toHaveLength(1);
    const earlier = run.attempts.slice(0, -1);
    expect(earlier.map(({ state }) => state)).toEqual(earlier.map(() => "released"));
  }
}

function describeOutage(title: string, places: Parameters<typeof useWorkers>[0] = {}) {
  describe(title, () => {
    const postgres = useOwnPostgres();
    const context = useWorkers({ ...places, openDatabase: postgres.openDatabase });
    const progressOf = async (sweepId: string) =>
      (await getSweepStatus(context.deps.database, sweepId)).progress;

    test("a sweep goes on by itself after PostgreSQL was away, and no run loses a try", async () => {
      const { launch, enqueue, start, deps } = context;
      const sweep = await launch(combinations, spec);
      await enqueue(sweep);
      const first = sweep.runIds.slice(0, 2);
      const gate = createGate();
      let held = 0;
      let stored = 0;
      await start({
        artifacts: {
          ...deps.artifacts,
          async put(key, content, options) {
            const isHeld = !first.some((runId) => key.includes(runId));
            if (isHeld) {
              held += 1;
              await gate.pass();
            }
            const result = await deps.artifacts.put(key, content, options);
            if (isHeld) stored += 1;
            return result;
          },
        },
      });
      await expect.poll(async () => (await progressOf(sweep.sweepId)).succeeded).toBe(first.length);
      await expect.poll(() => held).toBeGreaterThan(0);
      await postgres.stop();
      // A run that was trained reaches its end, which cannot be recorded.
      gate.open();
      await expect.poll(() => stored).toBeGreaterThan(0);
      await postgres.startAgain();
      await expect
        .poll(async () => (await progressOf(sweep.sweepId)).succeeded)
        .toBe(combinations.length);
      await expectEveryRunOnce(context, sweep.runIds);
    });
  });
}

describeOutage("with the queue on PostgreSQL");

describeWithRedis("with Redis", () => {
  describeOutage("with the queue on Redis", {
    openQueue: async () => {
      const { url, drop } = await createTestRedis();
      return { backend: { kind: "redis", url, prefix: "outage" }, drop };
    },
  });
});

describe("the artifact store", () => {
  const context = useWorkers();

  test("may be away for a while: no run loses a try, none trains for nothing meanwhile", async () => {
    const { launch, enqueue, start, untilEnded, deps } = context;
    const sweep = await launch(combinations, spec);
    let isAway = true;
    let asked = 0;
    let refused = 0;
    const away = () => new AppError("unavailable", "The artifact store is away.");
    const artifacts = {
      ...beforePut(deps.artifacts, async () => {
        if (!isAway) return;
        refused += 1;
        throw away();
      }),
      ping: async () => {
        if (!isAway) return;
        asked += 1;
        throw away();
      },
    };
    await enqueue(sweep);
    await start({ artifacts });
    await expect.poll(() => asked).toBeGreaterThan(combinations.length);
    // Two files per run; the worker holds two runs at a time.
    expect(refused).toBeLessThanOrEqual(2 * 2 * 2);
    isAway = false;
    await untilEnded(sweep.sweepId);
    await expectEveryRunOnce(context, sweep.runIds);
  });
});
