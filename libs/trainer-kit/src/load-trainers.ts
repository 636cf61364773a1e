import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "@rookery/contracts";
import {
  createTrainers,
  isCommandTrainer,
  type KnownTrainer,
  type Trainers,
} from "@rookery/learning";
import { createJiti, type Jiti } from "jiti";
import * as kit from "./kit.ts";
import { looksLikeTrainer, trainerProblem } from "./trainer-problem.ts";

/** What the kit was called before: modules written then still find it. */
const formerName = "@rookery/trainers";

/** Which modules hold people's own trainers. Plain data, so that threads can be told. */
export interface TrainerModules {
  /** Paths and names of packages. */
  readonly modules: readonly string[];
  /** What relative paths start from, and where packages are looked for. */
  readonly directory: string;
}

const none: TrainerModules = { modules: [], directory: "." };

/** The trainers of this process, with the modules from which its threads get the very same. */
export interface LoadedTrainers extends Trainers {
  readonly modules: TrainerModules;
}

/**
 * Imports the modules, TypeScript as well. What they export stands beside the
 * built-in trainers: all or, when one cannot be taken, none. Done once per
 * process and once per training thread. Without modules: the built-in ones alone.
 *
 * Modules may lie anywhere: `@rookery/trainer-kit` is this very package for them.
 *
 * @throws AppError `config-invalid` that names the module and what is wrong.
 */
export async function loadTrainers(from: TrainerModules = none): Promise<LoadedTrainers> {
  return { ...createTrainers(await readModules(from)), modules: from };
}

async function readModules({ modules, directory }: TrainerModules): Promise<KnownTrainer[]> {
  if (modules.length === 0) return [];
  // Without its cache of files, which would lie where other users of the machine may write.
  const jiti = createJiti(resolve(directory, "rookery-trainers.js"), {
    fsCache: false,
    interopDefault: false,
    virtualModules: { "@rookery/trainer-kit": kit, [formerName]: kit },
  });
  const taken = new Set(
    createTrainers()
      .list()
      .map(({ name }) => name),
  );
  const loaded: KnownTrainer[] = [];
  for (const module of modules) {
    for (const trainer of await readModule(jiti, module)) {
      if (taken.has(trainer.name)) {
        throw refuse(module, `there is a trainer named ${trainer.name} already`);
      }
      taken.add(trainer.name);
      loaded.push(trainer);
    }
  }
  return loaded;
}

async function readModule(jiti: Jiti, module: string): Promise<KnownTrainer[]> {
  const file = locate(jiti, module);
  let exported: Record<string, unknown>;
  try {
    exported = await jiti.import(file);
  } catch (cause) {
    throw refuse(module, `it cannot be loaded: ${messageOf(cause)}`, cause);
  }
  const found = new Set(Object.values(exported).flat());
  const trainers = [...found].filter(looksLikeTrainer) as KnownTrainer[];
  if (trainers.length === 0) {
    throw refuse(module, "it exports no trainer; see defineTrainer and defineCommandTrainer");
  }
  return trainers.map((trainer) => {
    const problem = trainerProblem(trainer);
    if (problem !== null) throw refuse(module, `trainer ${String(trainer.name)}: ${problem}`);
    return isCommandTrainer(trainer) ? settle(trainer, file) : trainer;
  });
}

/** A command runs beside the module that names it. */
function settle<Command extends { cwd?: string }>(trainer: Command, file: string): Command {
  return { ...trainer, cwd: resolve(dirname(file), trainer.cwd ?? ".") };
}

function locate(jiti: Jiti, module: string): string {
  try {
    const found = jiti.esmResolve(module);
    return found.startsWith("file:") ? fileURLToPath(found) : found;
  } catch (cause) {
    throw refuse(module, "there is no such file or package", cause);
  }
}

function refuse(module: string, problem: string, cause?: unknown): AppError {
  return new AppError("config-invalid", `ROOKERY_TRAINERS: ${module}: ${problem}.`, {
    issues: [{ field: "ROOKERY_TRAINERS", message: problem, value: module }],
    ...(cause !== undefined && { cause }),
  });
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
