import { AppError } from "@rookery/contracts";
import { Redis } from "ioredis";
import { tunables } from "./tunables.ts";

/** A reply's first word is Redis' name for the error. */
const refusal = /^(NOAUTH|WRONGPASS|NOPERM)\b/;

/** Asks once whether Redis lets us in, because a process that starts should say why it cannot. */
export async function reachRedis(url: string): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: tunables.firstConnectMs,
    socketTimeout: tunables.firstConnectMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let reason: Error | undefined;
  client.on("error", (error) => {
    reason ??= error;
  });
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    throw explain(reason ?? error);
  } finally {
    client.disconnect();
  }
}

function explain(cause: unknown): AppError {
  if (cause instanceof Error && refusal.test(cause.message)) {
    return new AppError("config-invalid", "Redis refuses the user or the password in REDIS_URL.", {
      hint: "REDIS_URL takes both before the host, a colon between them and an @ behind.",
      cause,
    });
  }
  return new AppError("unavailable", "Redis cannot be reached.", {
    hint: "Check that it runs and that REDIS_URL is right.",
    cause,
  });
}
