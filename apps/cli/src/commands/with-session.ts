import { AppError } from "@rookery/client";
import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import type { GlobalOptions, Session } from "../session.ts";
import { UsageError } from "../usage-error.ts";

export type SetExitCode = (code: number) => void;

/** What a command does; the answer is its exit code, nothing means success. */
// biome-ignore lint/suspicious/noConfusingVoidType: most commands just end.
export type Action = (session: Session, ...args: never[]) => Promise<number | void>;

/**
 * An action for commander that opens the session, loads what the command does
 * and runs it. Signals end the process at once with the code shells expect;
 * commands that have something to settle before listen for themselves.
 */
export function withSession(load: () => Promise<Action>, setExitCode: SetExitCode) {
  return async function act(this: Command, ...args: unknown[]): Promise<void> {
    const leave = (code: number) => () => process.exit(code);
    const onInterrupt = leave(exitCodes.interrupted);
    process.once("SIGINT", onInterrupt).once("SIGTERM", leave(exitCodes.terminated));
    const { openSession } = await import("../session.ts");
    const session = openSession(this.optsWithGlobals<GlobalOptions>());
    const action = (await load()) as (session: Session, ...rest: unknown[]) => ReturnType<Action>;
    try {
      const code = await action(session, ...args.slice(0, -1));
      if (code !== undefined) setExitCode(code);
    } catch (error) {
      throw addWayOut(error);
    }
  };
}

/** For a command without a result that a program could read. */
export function refuseJson(command: Command, instead: string): void {
  if (command.optsWithGlobals<GlobalOptions>().json !== true) return;
  throw new UsageError(`\`rookery ${command.name()}\` has nothing to print as JSON.`, instead);
}

/** An error of a server, with what a person at this command line can do about it. */
function addWayOut(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const hint = wayOutOf(error);
  if (hint === undefined) return error;
  const { code, message, issues, cause } = error;
  return new AppError(code, message, { issues, hint, cause });
}

function wayOutOf({ code, hint }: AppError): string | undefined {
  if (code === "unauthorized") {
    return "Set ROOKERY_API_KEY to one of the server's ROOKERY_API_KEYS.";
  }
  if (code !== "unavailable") return undefined;
  const waysOut =
    "`rookery start` brings it up here, --api URL names another, `rookery doctor` looks further.";
  return hint ? `${hint} ${waysOut}` : waysOut;
}
