import { pipeline } from "node:stream/promises";
import type { Run } from "@rookery/contracts";
import {
  createMetricFormat,
  createScoreFormat,
  formatBytes,
  formatDuration,
  formatTime,
  hasSpread,
  spreadNote,
} from "@rookery/presentation";
import { clean, cleanLines } from "../output/clean.ts";
import { paint, paintState } from "../output/paint.ts";
import { print, printFacts, printJson } from "../output/print.ts";
import { printTable } from "../output/table.ts";
import type { Session } from "../session.ts";
import { findRun } from "./find-run.ts";

const shownFoldMetrics = 4;

export async function showRun({ client, json }: Session, which: string): Promise<void> {
  const run = await findRun(client, which);
  if (json) return printJson(run);
  const { timings, error } = run;
  print(`${paint.bold(clean(run.name))}  ${paintState(run.state)}`);
  printFacts({
    id: run.id,
    sweep: run.sweepId,
    experiment: clean(run.experiment),
    started: run.startedAt && formatTime(run.startedAt),
    took:
      timings &&
      `${formatDuration(timings.totalMs)}, ${formatDuration(timings.fitMs)} of it fitting`,
    attempts: run.attempts.length > 1 ? describeAttempts(run) : undefined,
    error: error && paint.red(clean(`${error.message} (${error.code})`)),
  });
  printRecord("Parameters", run.params, (value) => clean(String(value)));
  printScores(run);
  printFolds(run);
  printArtifacts(run);
}

function printRecord<T>(
  title: string,
  record: Record<string, T>,
  format: (value: T, name: string) => string,
) {
  const entries = Object.entries(record);
  if (entries.length === 0) return;
  print();
  print(paint.bold(title));
  printFacts(Object.fromEntries(entries.map(([name, value]) => [name, format(value, name)])));
}

function printScores(run: Run): void {
  printRecord("Metrics", run.metrics, (_, name) => createScoreFormat([run], name)(run));
  if (Object.keys(run.metrics).some((name) => hasSpread([run], name))) {
    print(paint.dim(spreadNote));
  }
}

function printFolds({ folds }: Run): void {
  if (folds.length === 0) return;
  const metrics = Object.keys(folds[0]?.metrics ?? {}).slice(0, shownFoldMetrics);
  print();
  printTable(
    [
      { title: "FOLD", cell: ({ fold }) => String(fold), align: "right" },
      { title: "TRAIN", cell: ({ trainRows }) => String(trainRows), align: "right" },
      { title: "VALID", cell: ({ validationRows }) => String(validationRows), align: "right" },
      ...metrics.map((name) => {
        const format = createMetricFormat(folds.map((fold) => fold.metrics[name]));
        return {
          title: clean(name),
          cell: (fold: Run["folds"][number]) => format(fold.metrics[name]),
          align: "right" as const,
          shrinks: true,
        };
      }),
    ],
    folds,
  );
}

function printArtifacts({ artifacts }: Run): void {
  if (artifacts.length === 0) return;
  print();
  printTable(
    [
      { title: "ARTIFACT", cell: ({ path }) => path, shrinks: true },
      { title: "SIZE", cell: ({ sizeBytes }) => formatBytes(sizeBytes), align: "right" },
      { title: "TYPE", cell: ({ contentType }) => contentType },
    ],
    artifacts,
  );
}

function describeAttempts({ attempts }: Run): string {
  return attempts
    .map(({ number, state, error }) => `${number} ${state}${error ? ` (${error.code})` : ""}`)
    .map(clean)
    .join(", ");
}

/** A terminal gets the text made harmless, a file or a pipe the very bytes. */
export async function printLogs(
  { client, json }: Session,
  which: string,
  { artifact }: { artifact: string },
): Promise<void> {
  const { id } = await findRun(client, which);
  if (json)
    return printJson({ runId: id, path: artifact, text: await client.runs.artifact(id, artifact) });
  const stream = await client.runs.openArtifact(id, artifact);
  if (!process.stdout.isTTY) return await pipeline(stream, process.stdout);
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    process.stdout.write(cleanLines(text));
  }
}
