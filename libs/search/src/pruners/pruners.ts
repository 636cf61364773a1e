import { AppError } from "@rookery/contracts";
import { asha } from "./asha.ts";
import { median } from "./median.ts";
import type { Pruner } from "./pruner.ts";

const none: Pruner = { name: "none", decidesAt: () => false, shouldPrune: () => false };

const pruners: readonly Pruner[] = [none, median as Pruner, asha as Pruner];

export function listPruners(): readonly Pruner[] {
  return pruners;
}

/** Throws `sweep-invalid` for a name nobody has. */
export function getPruner(name: string): Pruner {
  const pruner = pruners.find((candidate) => candidate.name === name);
  if (pruner) return pruner;
  const known = pruners.map((candidate) => candidate.name).join(", ");
  throw new AppError("sweep-invalid", `There is no pruner named ${name}.`, {
    issues: [{ field: "pruner.name", message: `Must be one of: ${known}`, value: name }],
  });
}
