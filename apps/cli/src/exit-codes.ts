import type { ErrorCode } from "@rookery/contracts";

/** What scripts can rely on; `rookery --help` lists them. */
export const exitCodes = {
  ok: 0,
  /** It was tried and failed, or the server refused it; a sweep failed or was cancelled. */
  failed: 1,
  /** The command line, an input file or the configuration cannot be used; nothing was done. */
  usage: 2,
  /** Nobody answers at the address, or a part the server needs is away. */
  unreachable: 3,
  /** Ctrl-C. */
  interrupted: 130,
  /** SIGTERM. */
  terminated: 143,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** How a command ends that fails with this code; every other one means `failed`. */
const byErrorCode: Partial<Record<ErrorCode, ExitCode>> = {
  "config-invalid": exitCodes.usage,
  unavailable: exitCodes.unreachable,
};

export function exitCodeOf(code: ErrorCode): ExitCode {
  return byErrorCode[code] ?? exitCodes.failed;
}
