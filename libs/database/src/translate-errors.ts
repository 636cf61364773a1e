import { AppError } from "@rookery/contracts";
import pg from "pg";

/**
 * SQLSTATE classes of what passes: 08 connection lost, 53 out of resources,
 * 57P server stopping or starting, 40 rolled back because of others; 57014 and
 * 25P03 are a statement and a transaction that took too long.
 */
const passing = /^(08|53|57P|40|57014|25P03)/;

/** SQLSTATEs of what only new settings change: a login or database that is refused, a missing right. */
const refused = /^(28|3D|42501)/;

/**
 * What the driver throws while the server is away, full, restarting or refuses
 * us becomes `unavailable`; everything else stays what it was. An error of the
 * driver that is no `DatabaseError` comes from the connection itself.
 */
function translateError(error: unknown): never {
  const told = findDatabaseError(error);
  const isOurs = error instanceof AppError || error instanceof TypeError;
  if (told && refused.test(told.code ?? "") && !isOurs) {
    throw new AppError("unavailable", "PostgreSQL refuses us right now.", {
      hint: `It let us in before. If it stays so: ${refusalHint}`,
      cause: told,
    });
  }
  const mayPass = told ? passing.test(told.code ?? "") : true;
  if (isOurs || !mayPass) throw error;
  throw new AppError("unavailable", "PostgreSQL cannot be reached right now.", {
    hint: "Try again; if it stays away, check that the server runs and that DATABASE_URL is right.",
    cause: error,
  });
}

const refusalHint =
  "Check its user, password and database, and that the user may create schemas there.";

/**
 * The same for a process that starts. What its configuration decides is judged
 * then, as `config-invalid`; later a refusal is an outage, since passwords and
 * rights are changed while processes run.
 */
export function translateStartError(error: unknown): never {
  const told = findDatabaseError(error);
  if (told && refused.test(told.code ?? "")) {
    throw new AppError("config-invalid", "PostgreSQL refuses what DATABASE_URL asks for.", {
      hint: refusalHint,
      cause: told,
    });
  }
  return translateError(error);
}

/** Whether a row is there already under the key of one that was to be written. */
export function isUniqueViolation(error: unknown): boolean {
  return findDatabaseError(error)?.code === "23505";
}

/** Drizzle wraps the driver's errors. */
function findDatabaseError(error: unknown): pg.DatabaseError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof pg.DatabaseError) return at;
  }
  return undefined;
}

/** Promises are translated; callbacks and streams, which pg-pool and COPY use, pass unchanged. */
function translating<Args extends unknown[]>(
  call: (...args: Args) => unknown,
): (...args: Args) => unknown {
  return (...args) => {
    const result = call(...args);
    return result instanceof Promise ? result.catch(translateError) : result;
  };
}

/** Makes a pool, and every client it hands out, speak of absence as `unavailable`. */
export function translatePoolErrors(pool: pg.Pool): void {
  pool.query = translating(pool.query.bind(pool) as never) as typeof pool.query;
  pool.connect = translating(pool.connect.bind(pool) as never) as typeof pool.connect;
  pool.on("connect", (client) => {
    client.query = translating(client.query.bind(client) as never) as typeof client.query;
  });
}
