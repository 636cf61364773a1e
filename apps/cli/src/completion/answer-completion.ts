import tab from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { openSession, type Session } from "../session.ts";
import { shortId } from "../sweep/find-sweep.ts";

/** A shell waits for this at every Tab: a slow server gets no say. */
const patienceMs = 700;
const offered = 50;

type ListNames = (session: Session) => Promise<[name: string, about: string][]>;

const datasets: ListNames = async ({ client }) => {
  const { items } = await client.datasets.list({ limit: offered });
  return items.map(({ name, rows }) => [name, `${rows} rows`]);
};
const models: ListNames = async ({ client }) => {
  const { items } = await client.models.list({ limit: offered });
  return items.map(({ name, latestVersion }) => [name, `v${latestVersion}`]);
};
const sweeps: ListNames = async ({ client }) => {
  const { items } = await client.sweeps.list({ limit: offered });
  return [
    ["latest", "the newest sweep"],
    ...items.map(({ id, name, state }): [string, string] => [shortId(id), `${name}, ${state}`]),
  ];
};

/** Arguments whose values the server knows. */
const known: Record<string, ListNames> = { dataset: datasets, model: models, sweep: sweeps };

/** Answers one Tab: `rookery complete -- words…`. */
export async function answerCompletion(program: Command, argv: string[]): Promise<void> {
  const words = argv.slice(argv.indexOf("--") + 1);
  const root = tab(program);
  // What shells call; nobody types it.
  root.commands.delete("complete");
  for (const command of root.commands.values()) {
    for (const { long, description } of program.options) {
      if (long) command.option(long.slice(2), description);
    }
  }
  for (const [path, command] of root.commands) {
    const [first] = command.arguments.keys();
    const list = path.split(" ").every((word, at) => words[at] === word) && known[first ?? ""];
    if (!list || first === undefined) continue;
    const names = await within(patienceMs, list(openSession({})));
    command.argument(first, (complete) => {
      for (const [name, about] of names) complete(name, about);
    });
  }
  root.parse(words);
}

async function within<T>(timeoutMs: number, work: Promise<T[]>): Promise<T[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T[]>((resolve) => {
    timer = setTimeout(() => resolve([]), timeoutMs);
  });
  return await Promise.race([work.catch(() => []), late]).finally(() => clearTimeout(timer));
}
