import { clean } from "./clean.ts";

/** One line for the person at the terminal, or for the next program. Logs go through the logger instead. */
export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** A line beside the result: progress, warnings, hints. */
export function note(line = ""): void {
  process.stderr.write(`${line}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** `Name  value` lines, the names padded to one width; values without a text are left out. */
export function printFacts(facts: Record<string, string | null | undefined>): void {
  const shown = Object.entries(facts).filter(([, value]) => value);
  const width = Math.max(...shown.map(([name]) => name.length));
  for (const [name, value] of shown) print(`  ${clean(name).padEnd(width)}  ${value}`);
}
