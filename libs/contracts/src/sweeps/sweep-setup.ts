import type { SweepSpec } from "./sweep-request.ts";

/** All of a spec that decides how a combination fares, besides its trainer and parameters. */
export type SweepSetup = Pick<
  SweepSpec,
  "target" | "features" | "missingIndicator" | "validation" | "testFraction" | "seed"
>;

export function readSetup(spec: SweepSetup): SweepSetup {
  const { target, features, missingIndicator, validation, testFraction, seed } = spec;
  return { target, features, missingIndicator, validation, testFraction, seed };
}
