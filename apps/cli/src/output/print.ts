import { wrapAnsi } from "fast-wrap-ansi";
import { clean } from "./clean.ts";

/** One line for the person at the terminal, or for the next program. Logs go through the logger instead. */
export function print(line = ""): void {
  process.stdout.write(`${wrap(line, process.stdout, 2)}\n`);
}

/** A line beside the result: progress, warnings, hints. */
export function note(line = ""): void {
  process.stderr.write(`${wrap(line, process.stderr, 2)}\n`);
}

/** What has its own width, or is for programs. */
export function printAsIs(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  printAsIs(JSON.stringify(value, null, 2));
}

/** What is said of one name: a line, or several. Nothing leaves the name out. */
export type Fact = string | string[] | null | undefined;

/** `Name  value` lines, the names padded to one width. */
export function printFacts(facts: Record<string, Fact>): void {
  const shown = Object.entries(facts).filter(([, value]) => value && value.length > 0);
  const width = Math.max(...shown.map(([name]) => name.length));
  const indent = width + 4;
  for (const [name, value] of shown) {
    const [first, ...more] = [value].flat();
    const lines = [
      `  ${clean(name).padEnd(width)}  ${first}`,
      ...more.map((line) => " ".repeat(indent) + line),
    ];
    for (const line of lines) printAsIs(wrap(line, process.stdout, indent));
  }
}

/** Broken between words where the terminal ends, further lines under the first; a file gets it whole. */
function wrap(line: string, stream: NodeJS.WriteStream, indent: number): string {
  if (!stream.isTTY) return line;
  const [first = "", ...rest] = wrapAnsi(line, widthOf(stream), { trim: false }).split("\n");
  if (rest.length === 0) return line;
  const room = Math.max(widthOf(stream) - indent, 1);
  const more = wrapAnsi(rest.join("").trimStart(), room).split("\n");
  return [first.trimEnd(), ...more.map((text) => " ".repeat(indent) + text)].join("\n");
}

/** Columns of the terminal; some say 0 when they do not know. */
export function widthOf(terminal: { columns?: number }): number {
  return terminal.columns || 80;
}
