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

/** What is said of one name: a line, or several. Nothing leaves the name out. */
export type Fact = string | string[] | null | undefined;

/** `Name  value` lines, the names padded to one width. */
export function printFacts(facts: Record<string, Fact>): void {
  const shown = Object.entries(facts).filter(([, value]) => value && value.length > 0);
  const width = Math.max(...shown.map(([name]) => name.length));
  for (const [name, value] of shown) {
    const [first, ...more] = [value].flat();
    print(`  ${clean(name).padEnd(width)}  ${first}`);
    for (const line of more) print(`  ${" ".repeat(width)}  ${line}`);
  }
}
