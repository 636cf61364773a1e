import { type Params, SamplerSpec, SearchSpace } from "@rookery/contracts";
import { getSampler, type Observation } from "@rookery/search";

const suggestions = 100;
const warmUps = 20;

export interface SuggestionTimes {
  medianMs: number;
  /** Nine of ten take no longer. */
  usualMs: number;
}

/** Ten parameters of every kind, one of them conditional. */
export const wideSpace = SearchSpace.parse({
  learningRate: { min: 1e-5, max: 1, scale: "log" },
  dropout: { min: 0, max: 1 },
  decay: { min: 0, max: 1 },
  depth: { type: "int", min: 1, max: 100 },
  units: { type: "int", min: 1, max: 1000, scale: "log" },
  smoothing: { min: 0, max: 1, step: 0.01 },
  activation: { values: ["relu", "tanh", "gelu"] },
  shuffle: { type: "bool" },
  optimizer: { values: ["adam", "sgd"] },
  momentum: { min: 0, max: 1, when: { optimizer: "sgd" } },
});

/** Five continuous parameters. */
export const narrowSpace = SearchSpace.parse(
  Object.fromEntries(Array.from({ length: 5 }, (_, axis) => [`x${axis}`, { min: 0, max: 1 }])),
);

/** CPU time of one TPE suggestion with so many ended runs, which stay in memory as in a worker. */
export function measureSuggestions(space: SearchSpace, runs: number): SuggestionTimes {
  const random = getSampler("random");
  const tpe = getSampler("tpe");
  const options = SamplerSpec.parse({ name: "tpe" });
  const history = Array.from({ length: runs }, (_, number): Observation => {
    const question = {
      space,
      number,
      history: [],
      seed: 1,
      options: SamplerSpec.parse({ name: "random" }),
    };
    const params = random.suggest(question) as Params;
    return { number, params, state: "succeeded", score: Math.sin(number * 12.9898) };
  });
  const times = Array.from({ length: warmUps + suggestions }, (_, index) => {
    const known = [...history];
    const before = process.cpuUsage();
    tpe.suggest({ space, number: runs + index, history: known, seed: 1, options });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  const sorted = times.slice(warmUps).sort((a, b) => a - b);
  return {
    medianMs: sorted[suggestions >> 1] as number,
    usualMs: sorted[Math.floor(0.9 * suggestions)] as number,
  };
}
