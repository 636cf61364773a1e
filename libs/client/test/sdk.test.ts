import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { AppError } from "@rookery/contracts";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { sweepToPrediction } from "../examples/sweep-to-prediction.ts";
import {
  type Client,
  createClient,
  createInferenceClient,
  type InferenceClient,
  listAll,
  type RowResult,
} from "../src/index.ts";
import { apiKey, type Servers, startServers } from "./start-servers.ts";

const file = fileURLToPath(new URL("../../../data/penguins_size.csv", import.meta.url));
const bird = {
  island: "Biscoe",
  culmen_length_mm: 46.1,
  culmen_depth_mm: 13.2,
  flipper_length_mm: 211,
  body_mass_g: 4500,
  sex: null,
};
let servers: Servers;
let client: Client;
let inference: InferenceClient;

beforeAll(async () => {
  servers = await startServers();
  client = createClient({ url: servers.orchestratorUrl, apiKey });
  inference = createInferenceClient({ url: servers.inferenceUrl, apiKey });
});

afterAll(() => servers.close());

test("the example goes from a table to predictions", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  const labels = await sweepToPrediction(client, inference, file);
  log.mockRestore();
  expect(labels).toEqual(["Gentoo", "Adelie", expect.stringMatching(/^refused: Must be null or/)]);
});

describe("an upload", () => {
  test("may be a stream, and tells how far it is", async () => {
    const sent: number[] = [];
    const version = await client.datasets.import(createReadStream(file, { highWaterMark: 4096 }), {
      name: "penguins",
      fileName: 'pen"guins.csv',
      onProgress: (sentBytes) => sent.push(sentBytes),
    });
    expect(version).toMatchObject({ version: 1, sizeBytes: sent.at(-1) });
    expect(sent).toEqual([...sent].sort((a, b) => a - b));
    expect(sent.length).toBeGreaterThan(2);
  });

  test("states kinds, also as a stream", async () => {
    const schema = { body_mass_g: "category" } as const;
    const options = { name: "kinds", fileName: "kinds.csv", schema };
    const streamed = await client.datasets.import(createReadStream(file), options);
    expect(streamed.columns.find(({ name }) => name === "body_mass_g")?.kind).toBe("category");
    const blob = new Blob([await buffer(createReadStream(file))]);
    expect((await client.datasets.import(blob, options)).version).toBe(streamed.version);
  });

  test("that breaks off is refused", async () => {
    async function* broken() {
      yield new TextEncoder().encode("a,b\n1,2\n");
      throw new Error("the disk went away");
    }
    const importing = client.datasets.import(broken(), { fileName: "broken.csv" });
    await expect(importing).rejects.toBeInstanceOf(AppError);
  });
});

describe("downloads:", () => {
  test("an artifact as a stream is the recorded file", async () => {
    const [sweep] = (await client.sweeps.list()).items;
    const run = await client.runs.get(sweep?.best?.id ?? "");
    for (const { path, sha256 } of run.artifacts) {
      const bytes = await buffer(await client.runs.openArtifact(run.id, path));
      expect(createHash("sha256").update(bytes).digest("hex"), path).toBe(sha256);
    }
  });

  test("a model file is checked", async () => {
    const { sha256 } = await client.models.version("penguins", 1);
    const bytes = await client.models.file("penguins", 1);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  });
});

test("a listing goes through all its pages", async () => {
  const [sweep] = (await client.sweeps.list()).items;
  const numbers: unknown[] = [];
  const runs = listAll((page) => client.sweeps.runs(sweep?.id ?? "", { ...page, limit: 2 }));
  for await (const { number } of runs) numbers.push(number);
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6]);
});

describe("predictions of many rows", () => {
  type Row = { at: number; island: string };
  const rows = (count: number, wrong: (at: number) => boolean = () => false) =>
    Array.from({ length: count }, (_, at): Row & typeof bird => ({
      ...bird,
      at,
      island: wrong(at) ? "Atlantis" : "Biscoe",
    }));

  async function predictAll(input: Iterable<Row> | AsyncIterable<Row>, batchRows: number) {
    const all: RowResult<Row>[] = [];
    const batches = inference.predictAll(input, { model: "penguins", batchRows, concurrency: 3 });
    for await (const { version, results } of batches) {
      expect(version).toBe(1);
      all.push(...results);
    }
    return all;
  }

  test("keep their order over batches", async () => {
    const results = await predictAll(rows(1_003), 100);
    expect(results.map(({ row }) => row.at)).toEqual([...Array(1_003).keys()]);
    expect(results.every(({ prediction }) => prediction && "label" in prediction)).toBe(true);
  });

  test("name every row that is refused, and predict all others", async () => {
    const wrong = (at: number) => at % 3 === 0 || at < 60;
    const results = await predictAll(rows(200, wrong), 64);
    expect(results).toHaveLength(200);
    for (const { row, issues } of results) {
      expect(issues?.[0]?.field).toBe(wrong(row.at) ? "island" : undefined);
    }
  });

  test("read no further ahead than a few batches", async () => {
    let read = 0;
    let predicted = 0;
    function* counted() {
      for (const row of rows(500)) {
        read++;
        yield row;
      }
    }
    const batches = inference.predictAll(counted(), { model: "penguins", batchRows: 50 });
    for await (const { results } of batches) {
      predicted += results.length;
      expect(read - predicted).toBeLessThanOrEqual(100);
    }
    expect(predicted).toBe(500);
  });

  test("end with the error when the model is not there", async () => {
    const call = inference.predictAll([bird], { model: "whales" }).next();
    await expect(call).rejects.toMatchObject({ code: "not-found" });
  });
});

test("servers tell whether they are up, and what they serve", async () => {
  expect(await client.health()).toMatchObject({ status: "up", parts: { database: "up" } });
  expect((await inference.health()).status).toBe("up");
  expect((await inference.models()).items).toContainEqual({
    model: "penguins",
    alias: "champion",
    version: 1,
  });
  const { properties } = await inference.schema("penguins", { version: 1 });
  expect(properties.island?.enum).toEqual(["Biscoe", "Dream", "Torgersen", null]);
});
