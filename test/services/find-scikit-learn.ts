import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findProgram } from "./find-program.ts";
import type { Service } from "./provided.ts";

/** The python3 of ROOKERY_PYTHON, else one on PATH, if it has what the Python example needs. */
export async function findScikitLearn(): Promise<Service<string>> {
  const python = process.env.ROOKERY_PYTHON || (await findProgram("python3"));
  if (!python) return { found: null, missing: "no python3 on PATH and no ROOKERY_PYTHON" };
  try {
    await promisify(execFile)(python, ["-c", "import pandas, sklearn"]);
    return { found: python };
  } catch {
    return { found: null, missing: `${python} has no scikit-learn with pandas` };
  }
}
