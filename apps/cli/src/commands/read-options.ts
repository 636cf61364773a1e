import { InvalidArgumentError } from "commander";

/** For `--limit` and the like. */
export function readCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError("It takes a whole number from 1.");
}
