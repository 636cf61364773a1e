import { AppError } from "@rookery/contracts";
import { grid } from "./grid.ts";
import { quasiRandom } from "./quasi-random.ts";
import { random } from "./random.ts";
import type { Sampler } from "./sampler.ts";
import { tpe } from "./tpe/tpe.ts";

// Whoever picks a sampler by its name gives it the options of that name.
const samplers = [grid, random, quasiRandom, tpe] as readonly Sampler[];

export function listSamplers(): readonly Sampler[] {
  return samplers;
}

/** Throws `sweep-invalid` for a name nobody has. */
export function getSampler(name: string): Sampler {
  const sampler = samplers.find((candidate) => candidate.name === name);
  if (sampler) return sampler;
  const known = samplers.map((candidate) => candidate.name).join(", ");
  throw new AppError("sweep-invalid", `There is no sampler named ${name}.`, {
    issues: [{ field: "sampler.name", message: `Must be one of: ${known}`, value: name }],
  });
}
