import type { Params } from "@rookery/contracts";
import { listCombinations } from "../space/combinations.ts";
import { paramsHash } from "../space/params-hash.ts";
import { getSpaceModel } from "../space/space-model.ts";
import { drawRandom } from "./random.ts";
import { createRandomStream, mixBits } from "./random-stream.ts";
import type { Sampler, SamplerQuestion } from "./sampler.ts";

/** Draws of the sampler itself, then of plain chance, before the space counts as used up. */
const maxRedraws = 20;
const maxRandomDraws = 1_000;

export interface DistinctQuestion extends SamplerQuestion {
  sampler: Sampler;
  /** Hashes of the combinations that the sweep's other runs have. */
  taken: ReadonlySet<string>;
  /** Combinations to try before the sampler is asked; `number` counts them in. */
  tryFirst?: readonly Params[];
  /** What a run is trained with, such as with defaults filled in; `taken` has the hashes of that. */
  complete?: (params: Params) => Params;
}

/**
 * The combination of the next run: known ones first, then the sampler's. When
 * that is taken, others are drawn, always the same ones; a finite space is
 * used up to its last combination. Null when nothing is left.
 */
export function suggestDistinct(question: DistinctQuestion): Params | null {
  const { taken, complete = (params) => params } = question;
  for (const params of listCandidates(question)) {
    const completed = complete(params);
    if (!taken.has(paramsHash(completed))) return completed;
  }
  return null;
}

function* listCandidates(question: DistinctQuestion): Generator<Params> {
  const { sampler, space, constraints, seed, tryFirst = [] } = question;
  if (question.number < tryFirst.length) yield tryFirst[question.number];

  const number = Math.max(0, question.number - tryFirst.length);
  for (let redraw = 0; redraw < maxRedraws; redraw += 1) {
    const params = sampler.suggest({ ...question, number, seed: reseed(seed, redraw) });
    if (params === null) break;
    yield params;
    if (sampler.name === "grid") break;
  }

  const model = getSpaceModel(space, constraints);
  const combinations = listCombinations(model);
  const stream = createRandomStream(reseed(seed, maxRedraws), number);
  if (combinations === null) {
    for (let draw = 0; draw < maxRandomDraws; draw += 1) yield drawRandom(model, stream);
    return;
  }
  const start = sampler.name === "grid" ? number : Math.floor(stream() * combinations.count);
  for (let offset = 0; offset < combinations.count; offset += 1) {
    yield combinations.at((start + offset) % combinations.count);
  }
}

function reseed(seed: number, redraw: number): number {
  return redraw === 0 ? seed : mixBits(seed ^ Math.imul(redraw, 0x9e3779b1));
}
