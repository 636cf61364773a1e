import { parseArgs } from "node:util";

export interface BenchOptions {
  /** Runs per sweep, smallest first. */
  sweepSizes: readonly number[];
  /** Rows of the run table at which one claim and one finish are timed. */
  tableSizes: readonly number[];
  rounds: number;
  secondsPerRound: number;
  /** Where the numbers go as JSON, besides the tables. */
  json: string | undefined;
}

const full = {
  sweepSizes: [1_000, 10_000],
  tableSizes: [10_000, 100_000],
  rounds: 5,
  secondsPerRound: 5,
};
const quick = {
  sweepSizes: [200, 1_000],
  tableSizes: [1_000, 10_000],
  rounds: 3,
  secondsPerRound: 2,
};

export const usage = `pnpm bench [--quick] [--json FILE]

  --quick      200 and 1,000 runs instead of 1,000 and 10,000, and shorter rounds
  --json FILE  also write the numbers to FILE`;

/** `undefined` when somebody asked for help. */
export function readOptions(args = process.argv.slice(2)): BenchOptions | undefined {
  const { values } = parseArgs({
    // pnpm hands the "--" of "pnpm bench -- --quick" on.
    args: args.filter((arg) => arg !== "--"),
    options: {
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  return { ...(values.quick ? quick : full), json: values.json };
}
