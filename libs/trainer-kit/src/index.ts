export * from "./kit.ts";
export { loadTrainers, type TrainerModules } from "./load-trainers.ts";
