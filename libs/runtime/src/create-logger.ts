import { type DestinationStream, type Logger, pino } from "pino";
import { prettyFactory } from "pino-pretty";
import { hideUrlPassword, secretPaths } from "./redact.ts";

export type { Logger };

export interface LoggerOptions {
  name: string;
  /** Default `info`. */
  level?: string | undefined;
  /** Human-readable lines instead of JSON; default: when standard output is a terminal. */
  pretty?: boolean | undefined;
  /** Where the lines go; default: standard output. */
  stream?: DestinationStream | undefined;
}

/** A pino logger that never writes API keys, authorization headers or the passwords of connection strings. */
export function createLogger(options: LoggerOptions): Logger {
  const { name, level = "info", pretty = process.stdout.isTTY === true } = options;
  const destination = options.stream ?? pino.destination({ fd: 1, sync: true });
  return pino(
    {
      name,
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: secretPaths,
        censor: "[hidden]",
      },
      hooks: { streamWrite: hideUrlPassword },
    },
    pretty ? writePretty(destination) : destination,
  );
}

/** Synchronous, unlike pino-pretty's own stream: the last lines before an exit are not lost. */
function writePretty(destination: DestinationStream): DestinationStream {
  const prettify = prettyFactory({
    colorize: process.stdout.isTTY === true,
    ignore: "pid",
    translateTime: "SYS:HH:MM:ss.l",
  });
  return { write: (line) => destination.write(prettify(line)) };
}
