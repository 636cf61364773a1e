import { type Database, schema } from "@rookery/database";
import { eq } from "drizzle-orm";

const { sweeps } = schema;

/** The sweep that was launched under an idempotency key, and the hash of its request. */
export async function findLaunch(
  { orm }: Database,
  key: string,
): Promise<{ sweepId: string; requestHash: string | null } | null> {
  const [row] = await orm
    .select({ sweepId: sweeps.id, requestHash: sweeps.requestHash })
    .from(sweeps)
    .where(eq(sweeps.idempotencyKey, key));
  return row ?? null;
}
