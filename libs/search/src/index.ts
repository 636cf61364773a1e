export type * from "./pruners/pruner.ts";
export { getPruner, listPruners } from "./pruners/pruners.ts";
export type * from "./samplers/sampler.ts";
export { getSampler, listSamplers } from "./samplers/samplers.ts";
export { type DistinctQuestion, suggestDistinct } from "./samplers/suggest-distinct.ts";
export { combinationHash } from "./space/combination-hash.ts";
export { countCombinations } from "./space/combinations.ts";
export { paramsHash } from "./space/params-hash.ts";
export { tryFirstIssues } from "./space/try-first-issues.ts";
