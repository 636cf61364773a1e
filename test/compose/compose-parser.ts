import { execFileSync, spawnSync } from "node:child_process";
import { findProgram } from "../services/find-program.ts";

/** Prints a Compose file as JSON, given its path and the variables it may use; throws when it is invalid. */
export type ComposeParser = (file: string, variables: Record<string, string>) => string;

/**
 * Docker's own Compose plugin or, where it was built from parser/, the library
 * that plugin parses with. Runs in this folder, so that a developer's .env plays
 * no part.
 */
export async function findComposeParser(): Promise<ComposeParser | null> {
  if (spawnSync("docker", ["compose", "version"]).status === 0) {
    return (file, variables) =>
      run(
        "docker",
        ["compose", "--project-directory=.", `--file=${file}`, "config", "--format=json"],
        variables,
      );
  }
  const parser = await findProgram("compose-parser");
  return parser === null ? null : (file, variables) => run(parser, [file], variables);

  function run(program: string, args: string[], variables: Record<string, string>): string {
    const { PATH = "", HOME = "" } = process.env;
    const env = { PATH, HOME, ...variables };
    return execFileSync(program, args, {
      cwd: import.meta.dirname,
      env,
      encoding: "utf8",
      stdio: "pipe",
    });
  }
}
