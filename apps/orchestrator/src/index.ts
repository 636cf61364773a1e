export { defaultPort } from "./config.ts";
export { createOrchestrator, type OrchestratorDeps } from "./create-orchestrator.ts";
