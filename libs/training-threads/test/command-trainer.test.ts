import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@rookery/contracts";
import {
  type CommandTrainer,
  createTrainers,
  decodeModel,
  planSplits,
  splitTestRows,
} from "@rookery/learning";
import { loadTrainers } from "@rookery/trainer-kit";
import { createTrainingPool, type TrainInput } from "@rookery/training-threads";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { makeTable, spec } from "./tables.ts";

const ample = { timeoutMs: 60_000 };
/** Of the tests so far. */
const programs: CommandTrainer[] = [];
const builtIn = await loadTrainers();
const trainers = { ...builtIn, find: (name: string) => createTrainers(programs).find(name) };
const pool = createTrainingPool({ threads: 1, trainers });
const table = makeTable();
let temporary: string;

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), "rookery-command-test-"));
  vi.stubEnv("TMPDIR", temporary);
});
afterEach(async () => {
  expect(await readdir(temporary), "a private directory is left").toEqual([]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await pool.close();
  await rm(temporary, { recursive: true });
});

let count = 0;
/** A trainer that runs this command; answers a task for it. */
function givenTask(command: CommandTrainer["command"], options: Partial<TrainInput> = {}) {
  count += 1;
  const name = `program-${count}`;
  programs.push({
    name,
    description: "Runs a program.",
    task: "classification",
    parameters: z.strictObject({}),
    command,
    cwd: import.meta.dirname,
    env: { WRITE_MODEL: "", ...(JSON.parse(process.env.PROGRAM_ENV ?? "{}") as object) },
  });
  const lines: string[] = [];
  const steps: unknown[] = [];
  const task: TrainInput = {
    table,
    datasetHash: "c0ffee",
    spec: { ...spec, trainer: name },
    params: { threshold: 0.9 },
    keepModel: true,
    program: {
      runId: "run-7",
      objective: { metric: "accuracy", direction: "maximize" },
      pruner: { name: "none" },
      listen: (progress) => {
        steps.push(progress);
        return undefined;
      },
      log: (line) => lines.push(line),
    },
    ...options,
  };
  return { task, lines, steps };
}

const shell = (script: string) => ["/bin/sh", "-c", script] as const;
const predict = [process.execPath, "programs/predict.mjs"] as const;

/** Trains, looks at the result, and removes what the program left. */
async function train(task: TrainInput, look: (files: Map<string, string>) => unknown = () => {}) {
  const { output, ...result } = await pool.train(task, ample);
  const files = new Map<string, string>();
  for (const { path, file } of output?.files ?? []) files.set(path, await readFile(file, "utf8"));
  await look(files);
  await output?.remove();
  return result;
}

test("what a program predicts is measured as for every other trainer", async () => {
  const { task } = givenTask(predict);
  const { evaluation, model, timings } = await train(task);
  const { validation, test: split } = planSplits({ ...task.spec, table, task: "classification" });
  const { target } = split;
  if (target.task !== "classification") throw new Error("classes are expected");
  const size = table.columns[0] as { values: Float64Array };
  const accuracyOf = (rows: Int32Array) =>
    rows.filter((row) => (size.values[row] > 0.9 ? 0 : 1) === target.labels[row]).length /
    rows.length;
  expect(evaluation.folds.map(({ metrics }) => metrics.accuracy)).toEqual(
    validation.map(({ heldOut }) => accuracyOf(heldOut)),
  );
  expect(evaluation.metrics.brier, "metrics of its own are kept").toBe(0.25);
  expect(evaluation.metrics.accuracy, "what Rookery measures wins").not.toBe(0.123);
  expect(evaluation.report).toMatchObject({ task: "classification", rowCount: 160 });
  expect(evaluation.rowCounts).toEqual({ training: 160, test: 40, missingTarget: 0 });
  expect(model).toBeNull();
  expect(timings.trainMs).toBeGreaterThanOrEqual(timings.fitMs);
});

test("a program is given the training rows with their folds, and never a held-out row", async () => {
  const { task } = givenTask(
    shell(
      'cp "$ROOKERY_DATA" "$ROOKERY_SPEC" "$ROOKERY_PARAMS" "$ROOKERY_OUTPUT"; echo \'{"metrics": {"accuracy": 1}}\'',
    ),
  );
  const { training, heldOut } = splitTestRows({ ...task.spec, table, task: "classification" });
  const { validation } = planSplits({ ...task.spec, table, task: "classification" });
  await train(task, (files) => {
    const [header, ...lines] = (files.get("data.csv") as string).trim().split("\n");
    expect(header).toBe("rookery_row,rookery_fold,size,noise,species");
    const rows = lines.map((line) => line.split(","));
    expect(rows.map(([row]) => Number(row))).toEqual([...training]);
    expect(rows.some(([row]) => heldOut.includes(Number(row)))).toBe(false);
    for (const [row, fold] of rows) {
      expect(validation[Number(fold)].heldOut).toContain(Number(row));
    }
    expect(lines[0]).toBe(`${training[0]},${rows[0][1]},${valuesOf(training[0]).join(",")}`);
    expect(JSON.parse(files.get("params.json") as string)).toEqual({ threshold: 0.9 });
    expect(JSON.parse(files.get("spec.json") as string)).toMatchObject({
      task: "classification",
      target: "species",
      classes: ["large", "small"],
      columns: [
        { name: "size", kind: "number" },
        { name: "noise", kind: "number" },
        { name: "species", kind: "category" },
      ],
      folds: 5,
      objective: { metric: "accuracy", direction: "maximize" },
      model: { format: "rookery-model/1", datasetVersion: "c0ffee", trainingRowCount: 160 },
    });
  });
});

function valuesOf(row: number): unknown[] {
  return table.columns.map((column) =>
    "values" in column ? column.values[row] : column.categories[column.codes[row]],
  );
}

test("a program's environment holds what it needs and no secret of the worker", async () => {
  vi.stubEnv("DATABASE_URL", "postgres://secret");
  vi.stubEnv("S3_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("ROOKERY_API_KEYS", "secret");
  const { task } = givenTask(
    shell('env > "$ROOKERY_OUTPUT/env.txt"; echo \'{"metrics": {"accuracy": 1}}\''),
    {
      params: { learningRate: 0.5, "max depth": 3 },
    },
  );
  await train(task, (files) => {
    const names = (files.get("env.txt") as string).split("\n").map((line) => line.split("=")[0]);
    expect(files.get("env.txt")).not.toContain("secret");
    expect(files.get("env.txt")).toContain("ROOKERY_PARAM_LEARNING_RATE=0.5\n");
    expect(files.get("env.txt")).toContain("ROOKERY_PARAM_MAX_DEPTH=3\n");
    expect(files.get("env.txt")).toContain("ROOKERY_RUN_ID=run-7\n");
    expect(files.get("env.txt")).toContain("ROOKERY_SEED=7\n");
    expect(names).toEqual(expect.arrayContaining(["PATH", "TMPDIR", "ROOKERY_OUTPUT"]));
  });
});

test("reports of steps are progress, the rest of the output goes to the log", async () => {
  const { task, lines, steps } = givenTask(
    shell(`echo 'starting'
      echo '{"step": 1, "metrics": {"accuracy": 0.5, "loss": NaN}}'
      echo '{"not": "a report"}'
      echo '{"step": 1, "metrics": {"accuracy": 0.6}}'
      echo '{"step": 3, "metrics": {"accuracy": 0.7}}'
      echo 'a warning' >&2
      echo '{"metrics": {"accuracy": 0.8, "": 2, "text": "high"}}'
      printf '{"metrics": {"rmse": -Infinity}}'`),
  );
  const { evaluation } = await train(task);
  expect(steps).toMatchObject([
    { step: 1, values: { accuracy: 0.5, loss: Number.NaN } },
    { step: 3, values: { accuracy: 0.7 } },
  ]);
  expect(evaluation.metrics).toEqual({ accuracy: 0.8, rmse: Number.NEGATIVE_INFINITY });
  expect(lines.toSorted()).toEqual(
    [
      "starting",
      '{"not": "a report"}',
      '{"step": 1, "metrics": {"accuracy": 0.6}}',
      "a warning",
      'left out of a report: "": 2, "text": "high" (a metric has a name of 1 to 100 characters and a number)',
      "metrics are those the program reported",
    ].toSorted(),
  );
});

test("a pruned program is told to stop; the run keeps its last step", async () => {
  const { task } = givenTask(
    shell(`trap 'echo stopped > "$ROOKERY_OUTPUT/end.txt"; exit 0' TERM
      echo '{"step": 4, "metrics": {"accuracy": 0.25}}'
      while :; do sleep 0.05; done`),
  );
  const program = { ...task.program, listen: async () => true } as TrainInput["program"];
  const { evaluation, model } = await train({ ...task, program }, (files) => {
    expect(files.get("end.txt")).toBe("stopped\n");
  });
  expect(evaluation).toMatchObject({ stoppedAt: 4, metrics: { accuracy: 0.25 }, folds: [] });
  expect(model).toBeNull();
});

test("a program that fails is quoted", async () => {
  const { task } = givenTask(shell("echo one >&2; echo 'ValueError: no' >&2; exit 3"));
  await expect(train(task)).rejects.toMatchObject({
    code: "training-failed",
    message: "The program ended with exit code 3. The end of its stderr:\none\nValueError: no",
  });
  const { task: killed } = givenTask(shell("kill -SEGV $$"));
  await expect(train(killed)).rejects.toThrow("The program ended with signal SIGSEGV.");
  const { task: missing } = givenTask(["./no-such-program"]);
  await expect(train(missing)).rejects.toThrow(/exit code 127.*no-such-program/s);
});

test.each([
  ["nothing at all", "true", "neither wrote predictions.csv nor reported accuracy"],
  ["no header it knows", "echo row,large > $OUT", "it has no column rookery_row"],
  ["no column of a class", "echo rookery_row,large > $OUT", "it has no column small"],
  ["too few rows", "echo rookery_row,large,small > $OUT", "has no prediction"],
  ["words", "printf 'rookery_row,large,small\\n1,a,b\\n' > $OUT", 'line 2: "a" is no finite'],
  ["another row", "printf 'rookery_row,large,small\\n900,1,0\\n' > $OUT", '"900" is no row'],
  [
    "a row twice",
    "printf 'rookery_row,large,small\\n1,1,0\\n1,1,0\\n' > $OUT",
    "row 1 comes twice",
  ],
  ["an empty file", ": > $OUT", "it is empty"],
])("a program that gives %s fails its run", async (_, script, problem) => {
  const { task } = givenTask(shell(`OUT="$ROOKERY_OUTPUT/predictions.csv"; ${script}`));
  await expect(train(task)).rejects.toMatchObject({
    code: "training-failed",
    message: expect.stringContaining(problem),
  });
});

test("probabilities that do not add up to 1 fail the run", async () => {
  const { task } = givenTask(
    shell(`awk -F, 'NR == 1 { print "rookery_row,large,small" } NR > 1 { print $1 ",0.5,0.6" }' \
      "$ROOKERY_DATA" > "$ROOKERY_OUTPUT/predictions.csv"`),
  );
  await expect(train(task)).rejects.toThrow(/row \d+ has probabilities that add up to 1.1, not 1/);
});

test("a model file of a kind Rookery knows is kept as the run's model", async () => {
  vi.stubEnv("PROGRAM_ENV", JSON.stringify({ WRITE_MODEL: "{}" }));
  const { task } = givenTask(predict);
  const { model } = await train(task, (files) => {
    expect([...files.keys()]).toEqual(["predictions.csv"]);
  });
  expect(decodeModel(model as string, builtIn)).toMatchObject({
    trainer: { name: "logistic-regression-lbfgs" },
    classes: ["large", "small"],
    split: { seed: 7, testFraction: 0.2 },
  });
  const { program: _, ...plain } = task;
  const winner = { ...plain, incumbent: null, model: model as string };
  const refit = await pool.refit(winner, ample);
  expect(refit).toMatchObject({ model, test: { rowCount: 40 } });
});

test.each([
  ["of another split", { split: { seed: 8, testFraction: 0.2 } }, "its split is not that of spec"],
  ["with other weights", { estimator: { weights: [[1]] } }, "does not fit its features"],
  ["of an unknown trainer", { trainer: { name: "oracle", params: {} } }, "knows oracle models"],
  ["with other classes", { classes: ["big", "small"] }, "its classes is not that of spec.json"],
])("a model file %s fails the run", async (_, change, problem) => {
  vi.stubEnv("PROGRAM_ENV", JSON.stringify({ WRITE_MODEL: JSON.stringify(change) }));
  const { task } = givenTask(predict);
  await expect(train(task)).rejects.toMatchObject({
    code: "training-failed",
    message: expect.stringContaining(problem),
  });
});

test("only regular files of the output directory are kept", async () => {
  const { task, lines } = givenTask(
    shell(`cd "$ROOKERY_OUTPUT"; ln -s /etc/passwd passwd; ln -s /etc etc; mkfifo pipe
      mkdir -p deep/er; echo 1 > deep/er/file.txt; echo 2 > run.log; echo 3 > 'a\\b'
      echo '{"metrics": {"accuracy": 1}}'`),
  );
  await train(task, (files) => expect([...files.keys()]).toEqual(["deep/er/file.txt"]));
  expect(lines.filter((line) => line.includes("is left out"))).toHaveLength(5);
});

test("a program that writes without end fills neither memory nor log", async () => {
  const { task, lines } = givenTask(
    shell(`head -c 40000000 /dev/zero; yes 'and so on' | head -n 1000000
      echo '{"metrics": {"accuracy": 1}}'`),
  );
  const before = process.memoryUsage().heapUsed;
  const { evaluation } = await train(task);
  expect(evaluation.metrics.accuracy).toBe(1);
  expect(lines.length).toBeLessThan(5_100);
  expect(lines.join("").length).toBeLessThan(1_100_000);
  expect(lines.at(-2)).toContain("the rest is left out");
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(200e6);
});

test("a program that passes the time limit is ended with all it has started", async () => {
  // Nobody else on this machine sleeps for just as long.
  const seconds = `1${process.pid}`;
  const { task } = givenTask(shell(`sleep ${seconds} & sleep ${seconds}`));
  await expect(pool.train(task, { timeoutMs: 2_000 })).rejects.toMatchObject({
    code: "run-timed-out",
  });
  await expect.poll(() => countProcesses(["sleep", seconds])).toBe(0);
});

test("a cancelled run rejects with the reason once its program is gone", async () => {
  const stop = new AbortController();
  const reason = new AppError("run-cancelled", "Nobody wants it.");
  const { task, lines } = givenTask(shell("sleep 1000 & echo $!; wait"));
  const log = task.program?.log as (line: string) => void;
  const program = {
    ...task.program,
    log: (line: string) => {
      log(line);
      stop.abort(reason);
    },
  } as TrainInput["program"];
  await expect(pool.train({ ...task, program }, { ...ample, signal: stop.signal })).rejects.toBe(
    reason,
  );
  await untilGone(Number(lines[0]));
});

test("a pool that closes takes its programs along", async () => {
  const own = createTrainingPool({ threads: 1, trainers });
  const { task, lines } = givenTask(shell("echo $$; sleep 1000"));
  let tell = () => {};
  const running = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const program = {
    ...task.program,
    log: (line: string) => {
      lines.push(line);
      tell();
    },
  } as TrainInput["program"];
  const training = own.train({ ...task, program }, ample).catch((error: unknown) => error);
  await running;
  await own.close();
  expect(await training).toMatchObject({ code: "unavailable" });
  await untilGone(Number(lines[0]));
});

test("runMemoryMb holds for programs, too", async () => {
  const script = "dd if=/dev/zero of=/dev/null bs=200M count=1";
  const { task } = givenTask(shell(`${script} && echo '{"metrics": {"accuracy": 1}}'`));
  await train(task);
  await expect(pool.train(task, { ...ample, memoryMb: 64 })).rejects.toThrow(/memory/);
});

/** How many processes run this very command. */
async function countProcesses(command: string[]): Promise<number> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  return lines.filter((line) => line === `${command.join("\0")}\0`).length;
}

/** A killed process may stay in the table until somebody reaps it. */
async function untilGone(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(1);
  await expect
    .poll(async () => {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      return stat === "" || stat.includes(") Z ");
    })
    .toBe(true);
}
