import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cleanup } from "./cleanup.ts";

/** A folder that goes with the test run. Everybody may pass through it, nobody else may list it. */
export async function makeTempDir(name: string, cleanup: Cleanup): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), `rookery-test-${name}-`));
  cleanup.add(() => rm(dir, { recursive: true, force: true }));
  await chmod(dir, 0o711);
  return dir;
}
