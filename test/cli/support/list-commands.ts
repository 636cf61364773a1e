import { runRookery } from "./run-rookery.ts";

const section = /^(?:Commands|Services|Work|Shell):\n((?: {2}.*\n)+)/gm;

/** Every command of the program, such as `sweep run`, as its help lists them. */
export async function listCommands(...path: string[]): Promise<string[]> {
  const { stdout } = await runRookery([...path, "--help"]);
  const lists = [...stdout.matchAll(section)].map(([, list = ""]) => list);
  const names = lists
    .flatMap((list) => [...list.matchAll(/^ {2}([a-z]+)/gm)])
    .map(([, name = ""]) => name)
    .filter((name) => name !== "help");
  if (names.length === 0) return [path.join(" ")];
  const found: string[] = [];
  for (const name of names) found.push(...(await listCommands(...path, name)));
  return found;
}
