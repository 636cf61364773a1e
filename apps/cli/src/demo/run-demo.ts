import { openAsBlob } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Client, createClient, createInferenceClient } from "@rookery/client";
import { isTerminalSweepState, type Sweep } from "@rookery/contracts";
import pc from "picocolors";
import { printLeaderboard } from "../output/leaderboard.ts";
import { print } from "../output/print.ts";
import { createSweepProgress } from "../output/sweep-progress.ts";
import type { Stack } from "../stack/start-stack.ts";
import { penguinsSweep, samplePenguin } from "./penguins.ts";

const penguinsFile = fileURLToPath(new URL("../../../../data/penguins_size.csv", import.meta.url));

/** The whole journey over HTTP, as any client would make it. */
export async function runDemo(stack: Stack, apiKey?: string): Promise<void> {
  const client = createClient({ url: stack.orchestratorUrl, apiKey });
  await importPenguins(client);
  const sweep = await runSweep(client);
  const { items } = await client.sweeps.runs(sweep.id, { sort: "objective", limit: 8 });
  print();
  printLeaderboard(items, sweep.spec.objective.metric);
  printOutcome(sweep);
  await predictOne(stack, apiKey);
  print();
  print(`${pc.bold("Look around")}`);
  print(`  API docs      ${pc.cyan(`${stack.orchestratorUrl}/docs`)}`);
  print(`  Predictions   ${pc.cyan(`${stack.inferenceUrl}/docs`)}`);
  print(`  Bull Board    ${pc.cyan(`${stack.orchestratorUrl}/queues`)}`);
}

async function importPenguins(client: Client): Promise<void> {
  const { version, rawRows, rows, columns } = await client.datasets.import(
    await openAsBlob(penguinsFile),
    { name: "penguins", fileName: "penguins_size.csv" },
  );
  const missing = columns.reduce((sum, column) => sum + column.missing, 0);
  print(
    `${pc.green("✓")} Dataset ${pc.bold("penguins")} version ${version}: ${rows} of ${rawRows} rows kept, ${columns.length} columns, ${missing} values missing`,
  );
}

async function runSweep(client: Client): Promise<Sweep> {
  const launched = await client.sweeps.launch(penguinsSweep);
  const { spec, progress } = launched;
  print(
    `${pc.green("✓")} Sweep of ${progress.total} runs: ${spec.trainers.join(" and ")} on ${spec.target}, ${describeValidation(spec)}`,
  );
  const bar = createSweepProgress(spec.objective.metric);
  for await (const event of client.sweeps.watch(launched.id)) {
    bar.show(event);
    if (isTerminalSweepState(event.state)) break;
  }
  bar.stop();
  return await client.sweeps.get(launched.id);
}

function describeValidation({ validation }: Sweep["spec"]): string {
  return validation.kind === "k-fold"
    ? `${validation.folds}-fold cross-validation`
    : `${validation.fraction * 100}% held out for validation`;
}

function printOutcome({ outcome, error, spec }: Sweep): void {
  print();
  if (!outcome) {
    print(`${pc.red("✗")} The sweep failed: ${error?.message ?? "see the log"}`);
    return;
  }
  const { metric } = spec.objective;
  const { model, version, testMetrics, promotion } = outcome;
  print(
    `${pc.green("✓")} Registered ${pc.bold(`${model} version ${version}`)}: ${metric} ${testMetrics[metric]} on the held-out rows`,
  );
  if (!promotion) return;
  const mark = promotion.outcome === "promoted" ? pc.green("✓ Promoted to") : pc.yellow("– Not");
  print(`${mark} ${pc.bold(promotion.alias)}: ${promotion.reason}`);
}

async function predictOne(stack: Stack, apiKey?: string): Promise<void> {
  const inference = createInferenceClient({ url: stack.inferenceUrl, apiKey });
  const request = { model: "penguins", rows: [samplePenguin] };
  const answer = await inference.predict(request);
  print();
  print(`${pc.bold("POST")} ${stack.inferenceUrl}/predict`);
  print(pc.dim(JSON.stringify(request)));
  print(JSON.stringify(answer, null, 2));
}
