/*
 * From a table to predictions with the TypeScript SDK, against a running Rookery:
 *
 *   npx --yes pnpm@12 start
 *   npx --yes pnpm@12 dlx tsx libs/client/examples/sweep-to-prediction.ts data/penguins_size.csv
 */
import { openAsBlob } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  AppError,
  type Client,
  createClient,
  createInferenceClient,
  type InferenceClient,
  listAll,
} from "@rookery/client";

/** Rows as they come, from a database or a stream: nothing here holds all of them. */
async function* measureBirds() {
  const bird = { island: "Biscoe", sex: null, culmen_length_mm: 46.1, culmen_depth_mm: 13.2 };
  yield { ...bird, flipper_length_mm: 211, body_mass_g: 4500 };
  yield { ...bird, flipper_length_mm: 181, body_mass_g: 3750, culmen_depth_mm: 18.7 };
  yield { ...bird, flipper_length_mm: 199, body_mass_g: 4100, island: "Atlantis" };
}

export async function sweepToPrediction(
  client: Client,
  inference: InferenceClient,
  file: string,
): Promise<string[]> {
  const dataset = await client.datasets.import(await openAsBlob(file), {
    name: "penguins",
    fileName: basename(file),
  });
  console.log(`${dataset.dataset} version ${dataset.version}: ${dataset.rows} rows`);

  const { id } = await client.sweeps.launch({
    dataset: dataset.dataset,
    target: "species",
    space: {
      learningRate: { min: 0.001, max: 0.1, scale: "log", count: 3 },
      steps: { values: [50, 100] },
    },
    // A row from an island that training had not gets a reason instead of a guess.
    unknownCategory: "refuse",
  });
  for await (const { state, progress, best } of client.sweeps.watch(id)) {
    console.log(`${state}: ${progress.succeeded} of ${progress.total}`, best?.metrics.accuracy);
  }
  for await (const run of listAll((page) => client.sweeps.runs(id, { ...page, limit: 100 }))) {
    console.log(run.name, run.params, run.metrics.accuracy);
  }

  const { outcome } = await client.sweeps.get(id);
  if (!outcome) throw new Error("No run succeeded");
  const { model, version } = outcome;
  await client.models.setAlias(model, "reviewed", { version, reason: "looked at by hand" });

  const labels: string[] = [];
  const birds = inference.predictAll(measureBirds(), { model, version });
  for await (const { results } of birds) {
    for (const { prediction, issues } of results) {
      if (issues) labels.push(`refused: ${issues.map(({ message }) => message).join("; ")}`);
      else if ("label" in prediction) labels.push(prediction.label);
    }
  }
  return labels;
}

/** Every refusal is an `AppError`: a code for programs, a message and a way out for people. */
async function main([file = "data/penguins_size.csv"]: string[]): Promise<void> {
  const { ROOKERY_API_URL, ROOKERY_INFERENCE_URL, ROOKERY_API_KEY: apiKey } = process.env;
  const client = createClient({ url: ROOKERY_API_URL ?? "http://127.0.0.1:7100", apiKey });
  const inference = createInferenceClient({
    url: ROOKERY_INFERENCE_URL ?? "http://127.0.0.1:7200",
    apiKey,
  });
  try {
    console.log(await sweepToPrediction(client, inference, file));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(`${error.code}: ${error.message} ${error.hint ?? ""}`);
    process.exitCode = 1;
  }
}

const isProgram = resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url);
if (isProgram) await main(process.argv.slice(2));
