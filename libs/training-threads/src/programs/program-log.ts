/** What a run's log takes of its program's output. */
const mostLines = 5_000;
const mostCharacters = 1_000_000;
const longestLine = 2_000;
/** What an error quotes. */
const quotedLines = 20;

/** A program's output on its way to the run's log: as much as a log should hold, and the end of stderr. */
export function createProgramLog(add: (line: string) => void) {
  const newest: string[] = [];
  let lines = 0;
  let characters = 0;

  return {
    add(stream: "stdout" | "stderr", line: string): void {
      const plain = line.slice(0, longestLine).replaceAll(/[^\P{Cc}\t]/gu, "\u{fffd}");
      const text = line.length > longestLine ? `${plain} …` : plain;
      if (stream === "stderr" && text.trim() !== "") {
        newest.push(text);
        if (newest.length > quotedLines) newest.shift();
      }
      lines += 1;
      characters += text.length;
      if (lines <= mostLines && characters <= mostCharacters) add(text);
    },
    /** The last lines of stderr. */
    quote: () => newest.join("\n"),
    close(): void {
      if (lines <= mostLines && characters <= mostCharacters) return;
      add(`the program wrote ${lines} lines; the rest is left out`);
    },
  };
}
