import { findProgram } from "./find-program.ts";
import type { Service } from "./provided.ts";

const names = ["chromium", "chromium-browser", "google-chrome"];

/** The browser of CHROMIUM_PATH, else one on PATH. */
export async function findChromium(): Promise<Service<string>> {
  if (process.env.CHROMIUM_PATH) return { found: process.env.CHROMIUM_PATH };
  for (const name of names) {
    const found = await findProgram(name);
    if (found) return { found };
  }
  return { found: null, missing: "no chromium on PATH and no CHROMIUM_PATH" };
}
