export { defaultPort } from "./config.ts";
export { createOrchestrator } from "./create-orchestrator.ts";
export type { OrchestratorOptions } from "./deps.ts";
export { removeOrphanArtifacts } from "./tidy/remove-orphan-artifacts.ts";
