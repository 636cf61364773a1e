/** One line for the person at the terminal. Logs go through the logger instead. */
export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}
