export { paramsHash } from "./params-hash.ts";
export type * from "./sampler.ts";
export { getSampler, listSamplers } from "./samplers.ts";
