import { AppError } from "@rookery/contracts";

const deadlockTries = 3;

/**
 * Runs `work`, which must bear being run twice, and turns what the driver
 * throws, or its silence, into `unavailable`.
 */
export async function reachQueue<T>(work: () => Promise<T>, timeoutMs?: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    if (timeoutMs === undefined) return;
    timer = setTimeout(() => reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([retryDeadlocks(work), silence]);
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

/** PostgreSQL breaks a deadlock between us and a worker by failing one of the two. */
async function retryDeadlocks<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === deadlockTries || !isDeadlock(error)) throw error;
    }
  }
}

const isDeadlock = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "40P01";
