// C0 and C1 controls, line separators, and marks that change the direction of text.
const unsafe = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text from elsewhere, such as a name or a message of the server, made harmless
 * for a terminal: what could move the cursor, recolour or reorder is written out.
 */
export function clean(text: string): string {
  return text.replace(unsafe, writeOut);
}

/** The same for text of many lines. */
export function cleanLines(text: string): string {
  return text.replace(unsafe, (char) => (char === "\n" || char === "\t" ? char : writeOut(char)));
}

function writeOut(char: string): string {
  if (char === "\n") return "↵";
  const code = char.codePointAt(0) ?? 0;
  return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16)}`;
}
