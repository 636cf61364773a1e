import { AppError, type RunJob } from "@rookery/contracts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Consumer,
  type ConsumerOptions,
  createQueues,
  createRunConsumer,
  createSweepConsumer,
  JobInterrupted,
  migrateQueue,
  type QueueBackendConfig,
  type Queues,
} from "../src/index.ts";
import { givenSweep, silentLogger, tally, until } from "./support.ts";

/** One empty backend for one test. */
export interface TestBackend {
  config: QueueBackendConfig;
  /** Loses every job, as FLUSHALL does. */
  empty(): Promise<void>;
  /** Cuts every connection the queue holds, from the server's side. */
  breakConnections(): Promise<void>;
  remove(): Promise<void>;
}

/** What every queue backend must guarantee. */
export function describeQueueConformance(name: string, openBackend: () => Promise<TestBackend>) {
  describe(`queue on ${name}`, () => {
    let backend: TestBackend;
    let queues: Queues;
    let consumers: Consumer[];

    beforeEach(async () => {
      backend = await openBackend();
      await migrateQueue(backend.config);
      queues = await createQueues({ backend: backend.config, logger: silentLogger });
      consumers = [];
    });

    afterEach(async () => {
      await Promise.all(
        consumers.map((consumer) => consumer.close({ graceMs: 0, interruptMs: 1_000 })),
      );
      await queues.close();
      await backend.remove();
    });

    async function takeRuns(process: ConsumerOptions<RunJob>["process"], concurrency = 4) {
      const deps = { backend: backend.config, logger: silentLogger };
      const consumer = await createRunConsumer({ ...deps, concurrency, process });
      consumers.push(consumer);
      return consumer;
    }

    /** Takes finalizing jobs and answers which sweeps it was given. */
    async function takeSweeps() {
      const finalized = tally();
      consumers.push(
        await createSweepConsumer({
          backend: backend.config,
          logger: silentLogger,
          concurrency: 2,
          process: async ({ sweepId }) => finalized.add(sweepId),
        }),
      );
      return finalized;
    }

    test("launching a sweep twice adds its jobs once", async () => {
      const sweep = givenSweep({ runs: 250 });

      expect(await queues.launchSweep(sweep)).toEqual({ added: true });
      expect(await queues.launchSweep(sweep)).toEqual({ added: false });

      const counts = await queues.getCounts();
      expect(counts.runs.waiting).toBe(250);
      expect(counts.sweeps.waitingForChildren).toBe(1 + 3);
      expect(await queues.inspectSweep(sweep)).toBe("waiting");
    });

    test("processes that launch the same sweep at the same time add it once", async () => {
      const deps = { backend: backend.config, logger: silentLogger };
      const others = await Promise.all([createQueues(deps), createQueues(deps)]);
      const sweep = givenSweep({ runs: 230 });
      const ran = tally();
      const finalized = await takeSweeps();
      await takeRuns(async ({ runId }) => ran.add(runId));

      await Promise.all([queues, ...others].map((process) => process.launchSweep(sweep)));

      await until(() => finalized.size === 1);
      expect(ran.ids.toSorted()).toEqual(sweep.runs.map((run) => run.runId).toSorted());
      await Promise.all(others.map((process) => process.close()));
    });

    test("a sweep that comes by parts is finalized after its last part, however often a part is added", async () => {
      const sweep = givenSweep({ runs: 30 });
      const part = (from: number, to: number) => ({ ...sweep, runs: sweep.runs.slice(from, to) });
      const ran = tally();
      const finalized = await takeSweeps();

      await queues.addRuns(part(0, 10));
      await Promise.all([queues.addRuns(part(10, 20)), queues.addRuns(part(10, 20))]);
      expect(await queues.countWaitingRuns()).toBe(20);
      expect(await queues.inspectSweep(sweep)).toBe("missing");
      await takeRuns(async ({ runId }) => ran.add(runId));
      await until(() => ran.size === 20);
      expect(await queues.inspectSweep(sweep)).toBe("missing");

      await queues.addRuns(part(0, 10));
      expect(await queues.launchSweep(part(20, 30))).toEqual({ added: true });
      await until(() => finalized.size === 1);
      expect(ran.ids).toHaveLength(30);
      expect(ran.ids.toSorted()).toEqual(sweep.runs.map((run) => run.runId).toSorted());
    });

    test("ten thousand runs become ten thousand jobs", async () => {
      await queues.launchSweep(givenSweep({ runs: 10_000 }));

      const counts = await queues.getCounts();
      expect(counts.runs.waiting).toBe(10_000);
      expect(counts.sweeps.waitingForChildren).toBe(1 + 100);
    });

    test("the finalizing job comes after every run, failed ones included", async () => {
      const sweep = givenSweep({ runs: 205, attempts: 1 });
      const ended = tally();
      const endedBefore: number[] = [];
      consumers.push(
        await createSweepConsumer({
          backend: backend.config,
          logger: silentLogger,
          concurrency: 2,
          process: async () => {
            endedBefore.push(ended.size);
          },
        }),
      );

      await queues.launchSweep(sweep);
      await takeRuns(async ({ runId, number }) => {
        ended.add(runId);
        if (number % 3 === 0) throw new AppError("training-diverged", "It diverged.");
      });

      await until(() => endedBefore.length > 0);
      expect(endedBefore).toEqual([205]);
      await until(async () => (await queues.inspectSweep(sweep)) === "finished");
      expect((await queues.getCounts()).runs).toMatchObject({ failed: 68, completed: 137 });
    });

    test("a sweep without runs is finalized at once", async () => {
      const sweep = givenSweep({ runs: 0 });
      const finalized = await takeSweeps();

      await queues.launchSweep(sweep);

      await until(() => finalized.has(sweep.sweepId));
    });

    test("an error that is not retryable is not retried", async () => {
      const tries: number[] = [];
      await queues.launchSweep(givenSweep({ runs: 1, attempts: 5 }));
      await takeRuns(async (_run, { attempt }) => {
        tries.push(attempt);
        throw new AppError("training-diverged", "The loss became NaN.");
      });

      await until(async () => (await queues.getCounts()).runs.failed === 1);
      expect(tries).toEqual([1]);
      const [failed] = (await queues.boardQueues()[0]?.getFailed()) ?? [];
      expect(failed?.failedReason).toBe("The loss became NaN.");
    });

    test("a retryable error is retried with backoff until tries run out", async () => {
      const tries: { attempt: number; isLastAttempt: boolean }[] = [];
      const finalized = await takeSweeps();
      await queues.launchSweep(givenSweep({ runs: 1, attempts: 3, backoffMs: 20 }));
      await takeRuns(async (_run, { attempt, isLastAttempt }) => {
        tries.push({ attempt, isLastAttempt });
        throw new AppError("unavailable", "The artifact store is away.");
      });

      await until(() => finalized.size === 1);
      expect(tries).toEqual([
        { attempt: 1, isLastAttempt: false },
        { attempt: 2, isLastAttempt: false },
        { attempt: 3, isLastAttempt: true },
      ]);
    });

    test("closing lets a job finish within its grace", async () => {
      const started = tally();
      let finish = () => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      await queues.launchSweep(givenSweep({ runs: 2 }));
      const consumer = await takeRuns(async ({ runId }) => {
        started.add(runId);
        await finished;
      }, 1);
      await until(() => started.size === 1);

      const closed = consumer.close();
      finish();
      await closed;

      expect((await queues.getCounts()).runs).toMatchObject({ completed: 1, waiting: 1 });
    });

    test("closing interrupts what is left and hands it back without using up a try", async () => {
      const reasons: unknown[] = [];
      const started = tally();
      await queues.launchSweep(givenSweep({ runs: 2, attempts: 1 }));
      const consumer = await takeRuns(async ({ runId }, { signal }) => {
        started.add(runId);
        await aborted(signal);
        reasons.push(signal.reason);
        signal.throwIfAborted();
      });
      await until(() => started.size === 2);

      await consumer.close({ graceMs: 0 });

      expect(reasons.map((reason) => (reason as JobInterrupted).why)).toEqual([
        "closing",
        "closing",
      ]);
      expect(reasons[0]).toBeInstanceOf(JobInterrupted);
      const tries: number[] = [];
      const finalized = await takeSweeps();
      await takeRuns(async (_run, { attempt }) => {
        tries.push(attempt);
      });
      await until(() => finalized.size === 1);
      expect(tries).toEqual([1, 1]);
    });

    test("a job that ignores the interruption is handed back over its head", async () => {
      const started = tally();
      let release = () => {};
      const stuck = new Promise<void>((resolve) => {
        release = resolve;
      });
      await queues.launchSweep(givenSweep({ runs: 1 }));
      const consumer = await takeRuns(async ({ runId }) => {
        started.add(runId);
        await stuck;
      });
      await until(() => started.size === 1);

      await consumer.close({ graceMs: 0, interruptMs: 50 });

      const finalized = await takeSweeps();
      await takeRuns(async () => {});
      await until(() => finalized.size === 1);
      release();
    });

    test("a paused consumer takes nothing until it is resumed", async () => {
      const ran = tally();
      const consumer = await takeRuns(async ({ runId }) => ran.add(runId), 1);
      await consumer.pause();
      await queues.launchSweep(givenSweep({ runs: 1 }));
      const other = tally();
      const helper = await takeRuns(async ({ runId }) => other.add(runId), 1);
      await until(() => other.size === 1);
      await helper.close();
      expect(ran.size).toBe(0);

      await queues.launchSweep(givenSweep({ runs: 3 }));
      consumer.resume();

      await until(() => ran.size === 3);
    });

    test("dropping takes away the runs nobody has begun and finalizes at once", async () => {
      const sweep = givenSweep({ runs: 230 });
      const bystander = givenSweep({ runs: 3 });
      const started = tally();
      let finish = () => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      await queues.launchSweep(sweep);
      await takeRuns(async ({ runId }) => {
        started.add(runId);
        await finished;
      }, 1);
      await until(() => started.size === 1);
      await queues.launchSweep(bystander);

      await queues.dropRuns(sweep);

      expect((await queues.getCounts()).runs).toMatchObject({ waiting: 3, active: 1 });
      const finalized = await takeSweeps();
      await until(() => finalized.has(sweep.sweepId));
      finish();
      await until(() => finalized.has(bystander.sweepId));
      expect(finalized.ids.toSorted()).toEqual([sweep.sweepId, bystander.sweepId].toSorted());
      expect(started.size).toBe(1 + 3);
      expect((await queues.getCounts()).sweeps.waitingForChildren).toBe(0);
    });

    test("a queue that lost everything is rebuilt from the runs that remain", async () => {
      const sweep = givenSweep({ runs: 150 });
      await queues.launchSweep(sweep);
      await backend.empty();
      expect(await queues.inspectSweep(sweep)).toBe("missing");

      const remaining = sweep.runs.slice(60);
      expect(await queues.launchSweep({ ...sweep, runs: remaining })).toEqual({ added: true });

      const ran = tally();
      const finalized = await takeSweeps();
      await takeRuns(async ({ runId }) => ran.add(runId));
      await until(() => finalized.has(sweep.sweepId));
      expect(ran.ids.toSorted()).toEqual(remaining.map((run) => run.runId).toSorted());
    });

    test("a new round delivers its runs whatever became of the jobs of the one before", async () => {
      const sweep = givenSweep({ runs: 130, attempts: 1 });
      let fail = () => {};
      const failing = new Promise<void>((resolve) => {
        fail = resolve;
      });
      await queues.launchSweep(sweep);
      const started = tally();
      const first = await takeRuns(async ({ runId, number }) => {
        started.add(runId);
        if (number > 10) await failing;
        throw new AppError("training-failed", "It failed.");
      }, 8);
      await until(async () => (await queues.getCounts()).runs.failed === 10);
      await until(() => started.size === 18);

      const next = { ...sweep, round: 2, runs: sweep.runs.slice(0, 110) };
      expect(await queues.inspectSweep(next)).toBe("missing");
      expect(await queues.launchSweep(next)).toEqual({ added: true });
      expect(await queues.launchSweep(next)).toEqual({ added: false });
      fail();
      await first.close();

      const ran = tally();
      const rounds = tally();
      consumers.push(
        await createSweepConsumer({
          backend: backend.config,
          logger: silentLogger,
          concurrency: 2,
          process: async ({ sweepId, round }) => rounds.add(`${sweepId} ${round}`),
        }),
      );
      await takeRuns(async ({ runId, round }) => {
        if (round === 2) ran.add(runId);
      });
      await until(() => rounds.size === 2);
      expect(ran.ids.toSorted()).toEqual(next.runs.map((run) => run.runId).toSorted());
      await until(async () => (await queues.inspectSweep(next)) === "finished");
      expect(await queues.launchSweep(next)).toEqual({ added: false });
    });

    test("dropping the runs of a round that is over, or not there, changes nothing", async () => {
      const over = givenSweep({ runs: 0 });
      const finalized = await takeSweeps();
      await queues.launchSweep(over);
      await until(async () => (await queues.inspectSweep(over)) === "finished");
      const missing = givenSweep({ runs: 2 });
      for (const sweep of [over, missing]) await queues.dropRuns(sweep);
      expect(await queues.inspectSweep(over)).toBe("finished");
      expect(await queues.inspectSweep(missing)).toBe("missing");
      expect(finalized.ids).toEqual([over.sweepId]);
    });

    test("dropping twice makes the finalizing job due once", async () => {
      const sweep = givenSweep({ runs: 120 });
      await queues.launchSweep(sweep);
      await Promise.all([queues.dropRuns(sweep), queues.dropRuns(sweep)]);
      await queues.dropRuns(sweep);
      expect(await queues.inspectSweep(sweep)).toBe("due");
      expect((await queues.getCounts()).runs.waiting).toBe(0);
      const finalized = await takeSweeps();
      await until(async () => (await queues.inspectSweep(sweep)) === "finished");
      expect(finalized.ids).toEqual([sweep.sweepId]);
    });

    test("a postponed job comes back without using up a try", async () => {
      const tries: number[] = [];
      await queues.launchSweep(givenSweep({ runs: 1, attempts: 1 }));
      await takeRuns(async (_run, { attempt }) => {
        tries.push(attempt);
        return tries.length < 3 ? { postponeMs: 10.5 } : undefined;
      });

      await until(async () => (await queues.getCounts()).runs.completed === 1);
      expect(tries).toEqual([1, 1, 1]);
    });

    test("log lines, progress and parameters can be read from the job", async () => {
      const sweep = givenSweep({ runs: 1 });
      await queues.launchSweep(sweep);
      await takeRuns(async (_run, { log, updateProgress }) => {
        await log("fold 1 of 5: accuracy 0.97");
        await updateProgress(20);
      });

      await until(async () => (await queues.getCounts()).runs.completed === 1);
      const [runs] = queues.boardQueues();
      const [job] = (await runs?.getCompleted()) ?? [];
      expect(job).toMatchObject({
        name: "penguins #1",
        progress: 20,
        data: { params: sweep.runs[0]?.params },
      });
      const logs = await runs?.getJobLogs(job?.id ?? "");
      expect(logs?.logs).toEqual(["fold 1 of 5: accuracy 0.97"]);
    });

    test("trimming drops finished jobs and leaves unfinished sweeps whole", async () => {
      const sweep = givenSweep({ runs: 105, attempts: 1 });
      const finalized = await takeSweeps();
      await queues.launchSweep(sweep);
      let finish = () => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      await takeRuns(async ({ number }) => {
        if (number === 105) await finished;
        if (number % 2 === 0) throw new AppError("training-failed", "It failed.");
      });
      await until(async () => (await queues.getCounts()).runs.completed === 52);
      await until(async () => (await queues.getCounts()).runs.failed === 52);
      await until(async () => (await queues.getCounts()).sweeps.completed === 1);

      await queues.trimFinished({ keep: 10 });

      expect((await queues.getCounts()).runs).toMatchObject({ completed: 10, failed: 10 });
      expect(await queues.inspectSweep(sweep)).toBe("waiting");
      finish();
      await until(() => finalized.has(sweep.sweepId));
    });

    test("consumers and producers go on after their connections broke", async () => {
      const ran = tally();
      const finalized = await takeSweeps();
      await takeRuns(async ({ runId }) => ran.add(runId));
      await queues.launchSweep(givenSweep({ runs: 1 }));
      await until(() => finalized.size === 1);

      await backend.breakConnections();

      await until(() => queues.ping().then(succeed, fail));
      await queues.launchSweep(givenSweep({ runs: 20 }));
      await until(() => finalized.size === 2);
      expect(ran.size).toBe(21);
    });
  });
}

const succeed = () => true;
const fail = () => false;

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
