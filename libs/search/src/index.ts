export { countCombinations } from "./combinations.ts";
export { paramsHash } from "./params-hash.ts";
export type * from "./pruner.ts";
export { getPruner, listPruners } from "./pruners.ts";
export type * from "./sampler.ts";
export { getSampler, listSamplers } from "./samplers.ts";
export { type DistinctQuestion, suggestDistinct } from "./suggest-distinct.ts";
export { tryFirstIssues } from "./try-first-issues.ts";
