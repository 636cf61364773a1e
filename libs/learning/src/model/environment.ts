import type { ModelFile } from "@rookery/contracts";
import learning from "../../package.json" with { type: "json" };

/**
 * The versions that decide what a fit gives, as a model file names them.
 * `libraries` are those a trainer says do its work; default: none.
 */
export function describeEnvironment(
  libraries: Readonly<Record<string, string>> = {},
): NonNullable<ModelFile["environment"]> {
  return { node: process.versions.node, rookery: learning.version, libraries };
}
