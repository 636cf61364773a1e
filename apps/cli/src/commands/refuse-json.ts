import type { Command } from "commander";
import type { GlobalOptions } from "../session.ts";
import { UsageError } from "../usage-error.ts";

/** For a command without a result that a program could read. */
export function refuseJson(command: Command, instead: string): void {
  if (command.optsWithGlobals<GlobalOptions>().json !== true) return;
  throw new UsageError(`\`rookery ${command.name()}\` has nothing to print as JSON.`, instead);
}
