import type { Command } from "commander";
import { exitCodes } from "../exit-codes.ts";
import type { GlobalOptions, Session } from "../session.ts";
import { addWayOut } from "./add-way-out.ts";

/** What a command does; the answer is its exit code, nothing means success. */
// biome-ignore lint/suspicious/noConfusingVoidType: most commands just end.
export type Action = (session: Session, ...args: never[]) => Promise<number | void>;

/**
 * An action for commander that opens the session, loads what the command does,
 * runs it and leaves its exit code on the process. Signals end the process at once with the code shells expect;
 * commands that have something to settle before listen for themselves.
 */
export function withSession(load: () => Promise<Action>) {
  return async function act(this: Command, ...args: unknown[]): Promise<void> {
    const leave = (code: number) => () => process.exit(code);
    const onInterrupt = leave(exitCodes.interrupted);
    process.once("SIGINT", onInterrupt).once("SIGTERM", leave(exitCodes.terminated));
    const { openSession } = await import("../session.ts");
    const session = openSession(this.optsWithGlobals<GlobalOptions>());
    const action = (await load()) as (session: Session, ...rest: unknown[]) => ReturnType<Action>;
    try {
      const code = await action(session, ...args.slice(0, -1));
      if (code !== undefined) process.exitCode = code;
    } catch (error) {
      throw addWayOut(error);
    }
  };
}
