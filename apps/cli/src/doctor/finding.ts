import { AppError } from "@rookery/contracts";

export type FindingState = "ok" | "warning" | "problem";

/** What a check found out about one thing Rookery needs. */
export interface Finding {
  name: string;
  state: FindingState;
  message: string;
  /** The way out. */
  hint?: string | undefined;
}

/** One thing that is looked at; what it throws is a problem. */
export interface Check {
  name: string;
  look: () => Promise<Omit<Finding, "name">[]>;
}

export const ok = (message: string) => ({ state: "ok" as const, message });

export const warning = (message: string, hint?: string) => ({
  state: "warning" as const,
  message,
  hint,
});

export const problem = (message: string, hint?: string) => ({
  state: "problem" as const,
  message,
  hint,
});

/** A check that does not answer has found a problem too. */
const patienceMs = 12_000;

export async function carryOut({ name, look }: Check): Promise<Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    const late = new AppError("unavailable", `No answer within ${patienceMs / 1000} s.`);
    timer = setTimeout(() => reject(late), patienceMs);
  });
  try {
    return (await Promise.race([look(), silence])).map((found) => ({ name, ...found }));
  } catch (error) {
    return [{ name, ...describe(error) }];
  } finally {
    clearTimeout(timer);
  }
}

function describe(error: unknown) {
  if (!(error instanceof AppError))
    return problem(error instanceof Error ? error.message : String(error));
  const { message, hint, cause } = error;
  const reason = cause instanceof Error && cause.message !== "" ? ` (${cause.message})` : "";
  return problem(`${message}${reason}`, hint);
}
