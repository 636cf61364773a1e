import type { ModelFile } from "@rookery/contracts";
import type { Trainer } from "../trainers/trainer.ts";
import { version as rookery } from "./package-version.ts";

/** The versions that decide what a fit gives. */
export function describeEnvironment({ libraries = {} }: Trainer): ModelFile["environment"] {
  return { node: process.versions.node, rookery, libraries };
}
