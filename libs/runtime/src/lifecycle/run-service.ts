import { inspect } from "node:util";
import { AppError } from "@rookery/contracts";
import type { Logger } from "pino";
import type { LogConfig } from "../config/sections.ts";
import { createLogger } from "../create-logger.ts";
import { hideUrlPassword } from "../redact.ts";
import { createLifecycle, type Lifecycle } from "./create-lifecycle.ts";

/**
 * The life of a service process:
 *
 *   starting ──start() done──▶ running ──SIGTERM, SIGINT──▶ closing ──▶ exit 0
 *      │ throws                    │ uncaught error           │ second signal, grace over
 *      ▼                           ▼                          ▼
 *   refuse, close, its code    close, exit 1                exit 1
 *
 * A signal while starting closes what is open so far. Launchers such as npx
 * and pnpm pass on a Ctrl-C that the terminal has sent already, so a signal
 * within `echoMs` of the first is the same one, not a second.
 */
const echoMs = 500;

export interface ServiceOptions<C extends { log: LogConfig }> {
  name: string;
  readConfig: () => C;
  /** Opens everything, registering each with `lifecycle.onClose`; the process then runs until told to stop. */
  start: (service: { config: C; logger: Logger; lifecycle: Lifecycle }) => Promise<void>;
  /** How long closing may take. Default 30 s. */
  graceMs?: number;
  /** Says on standard error why the service does not start, and answers the exit code. Default: in plain words, 1. */
  refuse?: (error: unknown) => number;
}

export async function runService<C extends { log: LogConfig }>(
  options: ServiceOptions<C>,
): Promise<void> {
  const { name, readConfig, start, graceMs = 30_000, refuse = complain } = options;
  const config = readOrExit(readConfig, refuse);
  const logger = createLogger({ name, ...config.log });
  const lifecycle = createLifecycle({ logger });
  let firstSignalAt: number | undefined;
  let exitCode = 0;

  async function closeAndExit(): Promise<never> {
    setTimeout(() => {
      logger.error({ graceMs }, "closing took too long");
      process.exit(1);
    }, graceMs);
    await lifecycle.close();
    process.exit(exitCode);
  }

  function onSignal(signal: NodeJS.Signals): void {
    if (firstSignalAt === undefined) {
      firstSignalAt = performance.now();
      logger.info({ signal }, "closing");
      void closeAndExit();
    } else if (performance.now() - firstSignalAt > echoMs) {
      logger.warn({ signal }, "second signal, exiting at once");
      process.exit(1);
    }
  }

  function onUncaught(error: unknown): void {
    logger.fatal({ err: error }, "uncaught error");
    exitCode = 1;
    void closeAndExit();
  }

  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, onSignal);
  process.on("uncaughtException", onUncaught).on("unhandledRejection", onUncaught);
  try {
    await start({ config, logger, lifecycle });
  } catch (error) {
    if (firstSignalAt !== undefined) return;
    exitCode = refuse(error);
    await closeAndExit();
  }
}

function readOrExit<T>(read: () => T, refuse: (error: unknown) => number): T {
  try {
    return read();
  } catch (error) {
    process.exit(refuse(error));
  }
}

/** What we threw on purpose is told plainly; anything else with its stack. */
function complain(error: unknown): number {
  const lines =
    error instanceof AppError ? [error.message, reasonOf(error), error.hint] : [inspect(error)];
  process.stderr.write(`${hideUrlPassword(lines.filter(Boolean).join("\n"))}\n`);
  return 1;
}

/** The driver's own words, for the person who set the service up. */
function reasonOf({ cause }: AppError): string | undefined {
  return cause instanceof Error && cause.message !== "" ? `(${cause.message})` : undefined;
}
