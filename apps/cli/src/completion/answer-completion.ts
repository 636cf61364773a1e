import { ShellCompDirective } from "@bomb.sh/tab";
import { Argument, type Command, type Option } from "commander";
import { clean } from "../output/clean.ts";
import { printAsIs } from "../output/print.ts";
import { openSession } from "../session.ts";
import { type Cursor, findCursor, listOptions } from "./find-cursor.ts";
import { findSource, type Offer } from "./list-offers.ts";

/** A shell waits for this at every Tab: a server that hangs gets no say. */
const patienceMs = 5_000;
const shown = 50;

/** Values that are files, or may be: shells know those best. */
const files = ["file", "json"];
const { ShellCompDirectiveDefault, ShellCompDirectiveNoFileComp, ShellCompDirectiveNoSpace } =
  ShellCompDirective;

/**
 * Answers one Tab: `rookery complete -- words…`, the last of which is being
 * typed. An offer a line, with what it is behind a tab; then what the shell may
 * do beyond.
 */
export async function answerCompletion(program: Command, argv: string[]): Promise<void> {
  const cursor = findCursor(program, argv.slice(argv.indexOf("--") + 1));
  const { expects, typed } = cursor;
  if (expects.kind === "value" && files.includes(nameOf(expects.of))) {
    return printAsIs(`:${ShellCompDirectiveDefault}`);
  }
  const offers = await listOffers(cursor);
  const fitting = offers.filter(({ value }) => value.startsWith(typed)).slice(0, shown);
  for (const { value, about } of fitting) printAsIs(`${clean(value)}\t${clean(about)}`);
  const goesOn = fitting.some((offer) => offer.goesOn);
  printAsIs(`:${ShellCompDirectiveNoFileComp | (goesOn ? ShellCompDirectiveNoSpace : 0)}`);
}

async function listOffers(cursor: Cursor): Promise<Offer[]> {
  const { command, expects } = cursor;
  switch (expects.kind) {
    case "flag":
      return listOptions(command).flatMap(({ long, description }) =>
        long ? [{ value: long, about: description }] : [],
      );
    case "command":
      return command.commands.map((sub) => ({ value: sub.name(), about: sub.description() }));
    case "value":
      return await listValues(expects.of, cursor);
    case "nothing":
      return [];
  }
}

async function listValues(of: Option | Argument, cursor: Cursor): Promise<Offer[]> {
  if (of.argChoices) return of.argChoices.map((value) => ({ value, about: "" }));
  const ask = findSource(nameOf(of));
  if (!ask) return [];
  return await within(patienceMs, async () => ask(openSession(cursor.options).client, cursor));
}

/** What an option or argument calls its value: `model` of `-m, --model <model>`. */
function nameOf(of: Option | Argument): string {
  if (of instanceof Argument) return of.name();
  return /[<[]([a-z]+)/.exec(of.flags)?.[1] ?? "";
}

/** Nothing where the server is late, away, or does not know. */
async function within<T>(timeoutMs: number, work: () => Promise<T[]>): Promise<T[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T[]>((resolve) => {
    timer = setTimeout(() => resolve([]), timeoutMs);
  });
  return await Promise.race([work().catch(() => []), late]).finally(() => clearTimeout(timer));
}
