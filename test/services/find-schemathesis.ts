import { findProgram } from "./find-program.ts";
import type { Service } from "./provided.ts";

/** The schemathesis of ROOKERY_SCHEMATHESIS, else one on PATH or in .cache/bin. */
export async function findSchemathesis(): Promise<Service<string>> {
  const found = process.env.ROOKERY_SCHEMATHESIS || (await findProgram("schemathesis"));
  if (found) return { found };
  return {
    found: null,
    missing: "no schemathesis on PATH or in .cache/bin and no ROOKERY_SCHEMATHESIS",
  };
}
