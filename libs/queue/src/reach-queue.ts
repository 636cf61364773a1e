import { AppError } from "@rookery/contracts";

/** Runs `work` and turns what the driver throws, or its silence, into `unavailable`. */
export async function reachQueue<T>(work: () => Promise<T>, timeoutMs?: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    if (timeoutMs === undefined) return;
    timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work(), silence]);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("unavailable", "The job queue cannot be reached.", {
      hint: "Check that the queue's server runs, that its address is right and, on PostgreSQL, that its schema is migrated.",
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
}
