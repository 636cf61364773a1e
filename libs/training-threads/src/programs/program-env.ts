import type { Params } from "@rookery/contracts";
import type { CommandTrainer } from "@rookery/learning";
import type { ProgramFiles } from "./program-files.ts";

/** What a program may see of this process's environment; the rest may hold secrets. */
const inherited = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR"];

export interface ProgramEnvOptions {
  trainer: CommandTrainer;
  files: ProgramFiles;
  params: Params;
  runId: string;
  seed: number;
}

export function programEnv(options: ProgramEnvOptions): Record<string, string> {
  const { trainer, files, params, runId, seed } = options;
  const env: Record<string, string | undefined> = {
    ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
    ...trainer.env,
    ...Object.fromEntries(
      Object.entries(params).map(([name, value]) => [`ROOKERY_PARAM_${toEnv(name)}`, `${value}`]),
    ),
    ROOKERY_PARAMS: files.params,
    ROOKERY_SPEC: files.spec,
    ROOKERY_DATA: files.data,
    ROOKERY_OUTPUT: files.output,
    ROOKERY_RUN_ID: runId,
    ROOKERY_SEED: String(seed),
  };
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] != null);
  return Object.fromEntries(set);
}

/** `learningRate` as `LEARNING_RATE`. */
function toEnv(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]/g, "_")
    .toUpperCase();
}
