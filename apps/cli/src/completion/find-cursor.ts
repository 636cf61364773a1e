import type { Argument, Command, Option } from "commander";

/** Where in a command line the word stands that is being typed. */
export interface Cursor {
  command: Command;
  /** What was typed of the word; behind the `=` of `--state=`. */
  typed: string;
  /** What the word is: a value of an option or argument, a flag, or a command. */
  expects: { kind: "value"; of: Option | Argument } | { kind: "flag" | "command" | "nothing" };
  /** Arguments of the command before the word. */
  values: string[];
  /** Values of options before the word, by name. */
  options: Record<string, string>;
}

/** Reads `words` as commander would, up to the last, which is being typed. */
export function findCursor(program: Command, words: readonly string[]): Cursor {
  const before = words.slice(0, -1);
  const typed = words.at(-1) ?? "";
  const values: string[] = [];
  const options: Record<string, string> = {};
  let command = program;
  let pending: Option | undefined;
  let flagsAreOver = false;

  for (const word of before) {
    if (word.startsWith("-") && !flagsAreOver) {
      flagsAreOver = word === "--";
      const [flag = "", inline] = splitFlag(word);
      const option = findOption(command, flag);
      if (option && inline !== undefined) options[option.attributeName()] = inline;
      pending = option && inline === undefined && takesValue(option) ? option : undefined;
    } else if (pending) {
      options[pending.attributeName()] = word;
      if (!pending.variadic) pending = undefined;
    } else {
      const next = values.length === 0 && command.commands.find((sub) => sub.name() === word);
      if (next) command = next;
      else values.push(word);
    }
  }

  const at = { command, values, options, typed };
  if (typed.startsWith("-") && !flagsAreOver) {
    const [flag, inline] = splitFlag(typed);
    const option = inline === undefined ? undefined : findOption(command, flag);
    if (inline === undefined || !option) return { ...at, expects: { kind: "flag" } };
    return { ...at, typed: inline, expects: { kind: "value", of: option } };
  }
  if (pending) return { ...at, expects: { kind: "value", of: pending } };
  if (command.commands.length > 0) return { ...at, expects: { kind: "command" } };
  const { registeredArguments } = command;
  const last = registeredArguments.at(-1);
  const argument = registeredArguments[values.length] ?? (last?.variadic ? last : undefined);
  if (!argument) return { ...at, expects: { kind: "nothing" } };
  return { ...at, expects: { kind: "value", of: argument } };
}

/** Those of the command and of what it belongs to. */
export function listOptions(command: Command): Option[] {
  return command.parent
    ? [...command.options, ...listOptions(command.parent)]
    : [...command.options];
}

function findOption(command: Command, flag: string): Option | undefined {
  return listOptions(command).find(({ long, short }) => long === flag || short === flag);
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

function splitFlag(word: string): [flag: string, inline: string | undefined] {
  const at = word.startsWith("--") ? word.indexOf("=") : -1;
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}
