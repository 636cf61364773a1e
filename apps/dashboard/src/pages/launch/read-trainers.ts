import type { Request } from "./request.ts";

/** What the server takes when no trainer is named. */
export const fallbackTrainer = "logistic-regression";

/** The trainers the request names, known or not. */
export function readTrainers({ trainer = fallbackTrainer }: Request): string[] {
  return readNames(typeof trainer === "string" ? [trainer] : trainer);
}

/** The names in a list; what else it holds is for the server to refuse. */
export function readNames(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((name) => typeof name === "string") : [];
}
