import { createHash } from "node:crypto";
import type { Client } from "@rookery/client";
import type { Run, Sweep, SweepEvent, SweepRequest } from "@rookery/contracts";
import { createTestRedis, describeWithRedis, describeWithS3 } from "@rookery/test";
import { beforeAll, expect, test } from "vitest";
import { holdLock } from "../services/hold-lock.ts";
import { gentoo, importPenguins, penguinSweep, runSweep } from "./support/penguins.ts";
import { useStage } from "./support/stage.ts";
import { startTeam, type Team } from "./support/start-team.ts";

const request: SweepRequest = penguinSweep({
  space: {
    learningRate: { scale: "log", min: 0.001, max: 0.1, count: 8 },
    steps: { type: "int", min: 20, max: 90, step: 10 },
  },
});
const runCount = 64;

describeWithRedis("four workers on Redis", () => {
  describeWithS3("and S3", (s3) => {
    const stage = useStage();
    let team: Team;
    let sweep: Sweep;
    let events: SweepEvent[];
    let runs: Run[];

    beforeAll(async () => {
      const redis = await createTestRedis();
      stage.cleanup.add(() => redis.drop());
      team = await startTeam(stage, { workers: 4, redisUrl: redis.url, s3: s3() });
      await importPenguins(team.client);
      const { DATABASE_URL = "" } = team.env;
      const { sweeps } = team.client;
      // No run ends before every worker has its two, and the last one waits for all others.
      const release = await holdLock(DATABASE_URL, "lock table rookery.metrics in share mode");
      const { id } = await sweeps.launch(request);
      const releaseLast = await holdLock(
        DATABASE_URL,
        `select from rookery.runs where sweep_id = '${id}' and number = ${runCount} for update`,
      );
      events = [];
      for await (const event of sweeps.watch(id)) {
        events.push(event);
        if (event.progress.running === 2 * 4) await release();
        if (event.progress.succeeded === runCount - 1) await releaseLast();
      }
      sweep = await sweeps.get(id);
      runs = await listRuns(team.client, sweep.id);
    });

    test("every run of the sweep succeeds, exactly once", async () => {
      expect(sweep.state).toBe("succeeded");
      expect(runs.map(({ number }) => number)).toEqual(
        Array.from({ length: runCount }, (_, index) => index + 1),
      );
      for (const { state, attempts } of runs) {
        expect(state).toBe("succeeded");
        expect(attempts).toMatchObject([{ number: 1, state: "succeeded", error: null }]);
      }
    });

    test("the events show every step up to the end", () => {
      expect(events[0]?.state).toBe("running");
      expect(events.at(-1)).toMatchObject({
        state: "succeeded",
        progress: { total: runCount, succeeded: runCount, queued: 0, running: 0 },
        best: { id: sweep.best?.id },
      });
      const done = events.map(({ progress }) => progress.succeeded);
      expect(done).toEqual(done.toSorted((a, b) => a - b));
      expect(done).toEqual(expect.arrayContaining([0, runCount - 1]));
    });

    test("all four workers take part", () => {
      const workerIds = runs.flatMap(({ attempts }) => attempts.map(({ workerId }) => workerId));
      expect(new Set(workerIds)).toEqual(new Set(team.workers.map(({ id }) => id)));
    });

    test("every run's artifacts can be downloaded and are what was recorded", async () => {
      for (const { id, artifacts } of runs) {
        expect(artifacts.map(({ path }) => path).toSorted()).toEqual([
          "evaluation.json",
          "model.json",
          "run.log",
        ]);
        for (const { path, sha256, sizeBytes } of artifacts) {
          const content = Buffer.from(await team.client.runs.artifact(id, path));
          expect(content.length).toBe(sizeBytes);
          expect(hashOf(content)).toBe(sha256);
        }
      }
    });

    test("Bull Board shows every run with its parameters", async () => {
      const board = await fetch(
        `${team.orchestratorUrl}/queues/api/queues?activeQueue=runs&status=completed&page=1&jobsPerPage=100`,
      );
      const { queues } = (await board.json()) as { queues: BoardQueue[] };
      expect(queues.map(({ name }) => name).toSorted()).toEqual(["runs", "sweeps"]);
      const jobs = queues.find(({ name }) => name === "runs")?.jobs ?? [];
      const shown = new Map(jobs.map(({ data }) => [data.runId, data.params]));
      expect(shown).toEqual(new Map(runs.map(({ id, params }) => [id, params])));
    });

    test("the best run's model is promoted and answers with model, version and run", async () => {
      const best = runs.toSorted((a, b) => accuracyOf(b) - accuracyOf(a))[0] as Run;
      expect(sweep.best?.id).toBe(best.id);
      expect(sweep.outcome).toMatchObject({
        model: "penguins",
        version: 1,
        promotion: { alias: "champion", outcome: "promoted" },
      });
      expect(await team.inference.predict({ model: "penguins", rows: gentoo })).toMatchObject({
        model: "penguins",
        version: 1,
        runId: best.id,
        predictions: [{ label: "Gentoo" }],
      });
    });

    test("the same sweep on PostgreSQL and files alone gives the same numbers and the same model bytes", async () => {
      const other = await startTeam(stage, { workers: 2 });
      await importPenguins(other.client);
      const { sweep: otherSweep } = await runSweep(other.client, request);
      const otherRuns = await listRuns(other.client, otherSweep.id);
      expect(otherRuns.map(resultOf)).toEqual(runs.map(resultOf));

      const [here, there] = [await getModelBytes(team), await getModelBytes(other)];
      expect(there.equals(here)).toBe(true);
      const version = await other.client.models.version("penguins", 1);
      expect(version.sha256).toBe(hashOf(here));
    });
  });
});

interface BoardQueue {
  name: string;
  jobs: { data: { runId: string; params: Run["params"] } }[];
}

async function listRuns(client: Client, sweepId: string): Promise<Run[]> {
  const { items, nextCursor } = await client.sweeps.runs(sweepId, { limit: 1_000 });
  expect(nextCursor).toBeNull();
  return await Promise.all(items.map(({ id }) => client.runs.get(id)));
}

/** What must not depend on where or when a run was trained. */
function resultOf({ number, params, metrics, folds, artifacts }: Run) {
  const model = artifacts.find(({ path }) => path === "model.json");
  return { number, params, metrics, folds, modelSha256: model?.sha256 };
}

async function getModelBytes({ orchestratorUrl }: Team): Promise<Buffer> {
  const response = await fetch(`${orchestratorUrl}/models/penguins/versions/1/file`);
  return Buffer.from(await response.arrayBuffer());
}

const accuracyOf = ({ metrics }: Run) => Number(metrics.accuracy);
const hashOf = (content: Buffer) => createHash("sha256").update(content).digest("hex");
