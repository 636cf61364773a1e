import {
  type Client,
  createClient,
  createInferenceClient,
  type InferenceClient,
} from "@rookery/client";
import { UsageError } from "./usage-error.ts";

export interface GlobalOptions {
  json?: boolean;
  api?: string;
  inference?: string;
}

/** What a command works with. */
export interface Session {
  client: Client;
  inference: InferenceClient;
  apiUrl: string;
  inferenceUrl: string;
  /** Standard output is for programs: JSON and nothing else. */
  json: boolean;
}

/** Where `rookery start` listens under the same environment. */
const localUrl = (port: string | undefined, usual: number) =>
  `http://127.0.0.1:${Number(port) || usual}`;

/** The API key comes from the environment only: command lines are seen by everybody on the machine. */
export function openSession(options: GlobalOptions, env: NodeJS.ProcessEnv = process.env): Session {
  const apiUrl = readUrl("--api", options.api || env.ROOKERY_API_URL || localUrl(env.PORT, 7100));
  const inferenceUrl = readUrl(
    "--inference",
    options.inference || env.ROOKERY_INFERENCE_URL || localUrl(env.INFERENCE_PORT, 7200),
  );
  const apiKey = env.ROOKERY_API_KEY || undefined;
  return {
    client: createClient({ url: apiUrl, apiKey }),
    inference: createInferenceClient({ url: inferenceUrl, apiKey }),
    apiUrl,
    inferenceUrl,
    json: options.json === true,
  };
}

function readUrl(option: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isHttp = url?.protocol === "http:" || url?.protocol === "https:";
  if (isHttp && url.username === "" && url.password === "") return value;
  if (isHttp) {
    throw new UsageError(
      `${option} may not hold a user or password.`,
      "Set ROOKERY_API_KEY instead.",
    );
  }
  throw new UsageError(
    `${option} takes an address such as http://127.0.0.1:7100, not ${JSON.stringify(value)}.`,
  );
}
