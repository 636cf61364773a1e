import { InvalidArgumentError } from "commander";
import { UsageError } from "../usage-error.ts";

/** For `--limit` and the like. */
export function readCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError("It takes a whole number from 1.");
}

/** For `--skip`. */
export function readWhole(text: string): number {
  return text.trim() === "0" ? 0 : readCount(text);
}

/** `penguins`, `penguins@3` or `penguins@champion`. */
export interface Reference {
  name: string;
  version?: number;
  alias?: string;
}

export function parseReference(text: string): Reference {
  const at = text.lastIndexOf("@");
  if (at === -1) return { name: text };
  const [name, which] = [text.slice(0, at), text.slice(at + 1)];
  if (name === "" || which === "") {
    throw new UsageError(`${JSON.stringify(text)} is not NAME, NAME@VERSION or NAME@ALIAS.`);
  }
  return /^v?\d+$/.test(which)
    ? { name, version: Number(which.replace("v", "")) }
    : { name, alias: which };
}
