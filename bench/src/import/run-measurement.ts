import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs one of the programs beside this file on a task; answers what it measured. */
export async function runMeasurement<Measurement>(
  name: string,
  task: unknown,
): Promise<Measurement> {
  const script = fileURLToPath(new URL(`./${name}.js`, import.meta.url));
  const { stdout } = await run(process.execPath, ["--expose-gc", script, JSON.stringify(task)]);
  return JSON.parse(stdout) as Measurement;
}
