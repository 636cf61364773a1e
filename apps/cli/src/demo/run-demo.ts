import { openAsBlob } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Client, createClient, createInferenceClient } from "@rookery/client";
import { isTerminalSweepState, type Sweep } from "@rookery/contracts";
import { describeSpec, plural } from "@rookery/presentation";
import { clean } from "../output/clean.ts";
import { paint } from "../output/paint.ts";
import { print, printAsIs, printJson } from "../output/print.ts";
import { createSweepProgress } from "../output/sweep-progress.ts";
import type { Stack } from "../stack/start-stack.ts";
import { printResult } from "../sweep/print-sweep.ts";
import { penguinsSweep, samplePenguin } from "./penguins.ts";

const penguinsFile = fileURLToPath(new URL("../../../../data/penguins_size.csv", import.meta.url));

/** The whole journey over HTTP, as any client would make it. */
export async function runDemo(stack: Stack, apiKey?: string): Promise<void> {
  const client = createClient({ url: stack.orchestratorUrl, apiKey });
  await importPenguins(client);
  const sweep = await runSweep(client);
  const { items } = await client.sweeps.runs(sweep.id, { sort: "objective", limit: 8 });
  print();
  printResult(sweep, items);
  await predictOne(stack, apiKey);
  print();
  print(`${paint.bold("Look around")}`);
  print(`  Dashboard     ${paint.cyan(`${stack.orchestratorUrl}/ui/`)}`);
  print(`  API docs      ${paint.cyan(`${stack.orchestratorUrl}/docs`)}`);
  print(`  Predictions   ${paint.cyan(`${stack.inferenceUrl}/docs`)}`);
  print(`  Bull Board    ${paint.cyan(`${stack.orchestratorUrl}/queues`)}`);
}

async function importPenguins(client: Client): Promise<void> {
  const { version, rawRows, rows, columns } = await client.datasets.import(
    await openAsBlob(penguinsFile),
    { name: "penguins", fileName: "penguins_size.csv" },
  );
  const missing = columns.reduce((sum, column) => sum + column.missing, 0);
  print(
    `${paint.green("✓")} Dataset ${paint.bold("penguins")} version ${version}: ${rows} of ${rawRows} rows kept, ${columns.length} columns, ${missing} values missing`,
  );
}

async function runSweep(client: Client): Promise<Sweep> {
  const launched = await client.sweeps.launch(penguinsSweep);
  const { spec, progress } = launched;
  print(
    `${paint.green("✓")} Sweep of ${plural(progress.total, "run")}: ${clean(describeSpec(spec))}`,
  );
  const bar = createSweepProgress(spec.objective.metric, process.stdout);
  for await (const event of client.sweeps.watch(launched.id)) {
    bar.show(event);
    if (isTerminalSweepState(event.state)) break;
  }
  bar.stop();
  return await client.sweeps.get(launched.id);
}

async function predictOne(stack: Stack, apiKey?: string): Promise<void> {
  const inference = createInferenceClient({ url: stack.inferenceUrl, apiKey });
  const request = { model: "penguins", rows: [samplePenguin] };
  const answer = await inference.predict(request);
  print();
  print(`${paint.bold("POST")} ${stack.inferenceUrl}/predict`);
  printAsIs(paint.dim(JSON.stringify(request)));
  printJson(answer);
}
