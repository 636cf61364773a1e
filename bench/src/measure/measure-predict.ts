import type { Lifecycle } from "@rookery/runtime";
import autocannon from "autocannon";
import { median } from "../median.ts";
import { appEntry } from "../services/start-platform.ts";
import { startService } from "../services/start-service.ts";
import { datasetName } from "../sweep-request.ts";

const connections = 10;
const warmUpSeconds = 1;

const row = {
  island: "Biscoe",
  culmen_length_mm: 46.1,
  culmen_depth_mm: 13.2,
  flipper_length_mm: 211,
  body_mass_g: 4500,
  sex: "FEMALE",
};

export interface PredictNumbers {
  rows: number;
  bodyBytes: number;
  /** Median requests per second of the rounds. */
  emptyPerSecond: number;
  predictPerSecond: number;
  /** Median over the rounds of predict divided by the empty route measured right before it. */
  ratio: number;
  /** 99th percentile of /predict, median of the rounds. */
  predictP99Ms: number;
}

export interface PredictOptions {
  lifecycle: Lifecycle;
  env: Record<string, string | undefined>;
  rounds: number;
  secondsPerRound: number;
}

/** POST /predict beside an empty Fastify route: both in processes of their own, taking turns. */
export async function measurePredict(options: PredictOptions): Promise<PredictNumbers[]> {
  const { lifecycle, env, rounds, secondsPerRound } = options;
  const predict = await startService({
    lifecycle,
    name: "inference",
    script: appEntry("inference"),
    env,
  });
  const empty = await startService({
    lifecycle,
    name: "empty server",
    script: new URL("./empty-server.js", import.meta.url),
  });
  const numbers: PredictNumbers[] = [];
  for (const rows of [1, 100]) {
    const body = JSON.stringify({ model: datasetName, rows: Array<typeof row>(rows).fill(row) });
    const load = (url: string, duration: number) => hammer(url, body, duration);
    await load(empty.url, warmUpSeconds);
    await load(`${predict.url}/predict`, warmUpSeconds);
    const pairs = [];
    for (let round = 0; round < rounds; round += 1) {
      pairs.push({
        empty: await load(empty.url, secondsPerRound),
        predict: await load(`${predict.url}/predict`, secondsPerRound),
      });
    }
    numbers.push({
      rows,
      bodyBytes: Buffer.byteLength(body),
      emptyPerSecond: median(pairs.map((pair) => pair.empty.perSecond)),
      predictPerSecond: median(pairs.map((pair) => pair.predict.perSecond)),
      ratio: median(pairs.map((pair) => pair.predict.perSecond / pair.empty.perSecond)),
      predictP99Ms: median(pairs.map((pair) => pair.predict.p99Ms)),
    });
  }
  await Promise.all([predict.stop(), empty.stop()]);
  return numbers;
}

async function hammer(url: string, body: string, duration: number) {
  const { requests, latency, errors, timeouts, non2xx } = await autocannon({
    url,
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    connections,
    duration,
  });
  if (errors + timeouts + non2xx > 0) {
    throw new Error(`${url}: ${errors} errors, ${timeouts} timeouts, ${non2xx} refusals`);
  }
  return { perSecond: requests.average, p99Ms: latency.p99 };
}
