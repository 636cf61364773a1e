import { StringDecoder } from "node:string_decoder";

/** The rest of a longer line is left out. */
const longestLine = 100_000;

/** Text that arrives in pieces, handed on line by line; `end` hands on what has no line end. */
export function splitLines(onLine: (line: string) => void) {
  const decoder = new StringDecoder("utf8");
  let open = "";

  function take(text: string): void {
    const lines = text.split("\n");
    for (const [index, part] of lines.entries()) {
      if (open.length < longestLine) open += part.slice(0, longestLine - open.length);
      if (index === lines.length - 1) return;
      onLine(open.replace(/\r$/, ""));
      open = "";
    }
  }

  return {
    write: (piece: Buffer) => take(decoder.write(piece)),
    end(): void {
      take(decoder.end());
      if (open !== "") onLine(open);
      open = "";
    },
  };
}
