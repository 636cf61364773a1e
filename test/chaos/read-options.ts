import { parseArgs } from "node:util";
import type { QueueKind } from "./start-platform.ts";

export const usage = `Usage: pnpm chaos [options]

Runs a sweep while its processes are killed and its services go away, and
compares the outcome with a quiet sweep of the same runs. Beside it workers die
in the middle of a search that learns, whose runs must all differ.

  --seed <n>           What happens when; printed by every run. Default: random
  --runs <n>           Default: 1000
  --workers <n>        Default: 4
  --backend <name>     Where the queue is: redis, postgres or both. Default: both
  --outage-ms <n>      How long PostgreSQL, the store and Redis each stay away. Default: seconds
  --quiet-reference    The quiet sweep alone
  --keep-logs <dir>    Keep what every process wrote
`;

export interface ChaosOptions {
  seed: number;
  runs: number;
  workers: number;
  backends: QueueKind[];
  outageMs: number | undefined;
  quietOnly: boolean;
  logDir: string | undefined;
}

/** `null`: help was asked for. */
export function readOptions(args = process.argv.slice(2)): ChaosOptions | null {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== "--"),
    options: {
      seed: { type: "string" },
      runs: { type: "string", default: "1000" },
      workers: { type: "string", default: "4" },
      backend: { type: "string", default: "both" },
      "outage-ms": { type: "string" },
      "quiet-reference": { type: "boolean", default: false },
      "keep-logs": { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return null;
  const { seed = String(Math.floor(Math.random() * 1_000_000)), backend } = values;
  if (backend !== "both" && backend !== "redis" && backend !== "postgres") {
    throw new Error(`--backend is redis, postgres or both, not ${backend}`);
  }
  return {
    seed: wholeNumber("seed", seed, 0),
    runs: wholeNumber("runs", values.runs, 10),
    workers: wholeNumber("workers", values.workers, 1),
    backends: backend === "both" ? ["redis", "postgres"] : [backend],
    outageMs:
      values["outage-ms"] === undefined
        ? undefined
        : wholeNumber("outage-ms", values["outage-ms"], 0),
    quietOnly: values["quiet-reference"],
    logDir: values["keep-logs"],
  };
}

function wholeNumber(name: string, text: string, min: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min) return value;
  throw new Error(`--${name} is a whole number of ${min} or more, not ${text}`);
}
