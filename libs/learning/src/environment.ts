import type { ModelFile } from "@rookery/contracts";
import { version as rookery } from "./package-version.ts";
import type { Trainer } from "./trainer.ts";

/** The versions that decide what a fit gives. */
export function describeEnvironment({ libraries = {} }: Trainer): ModelFile["environment"] {
  return { node: process.versions.node, rookery, libraries };
}
