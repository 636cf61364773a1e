export * from "./kit.ts";
export { type LoadedTrainers, loadTrainers, type TrainerModules } from "./load-trainers.ts";
