import type { Encoding } from "./encoding.ts";

const replacement = "\ufffd";

/**
 * An encoding that the Encoding Standard knows, for one text: it keeps the
 * beginning of a character that is cut in two by itself.
 */
export function createLegacyEncoding(name: string): Encoding {
  const decoder = new TextDecoder(name, { ignoreBOM: true });
  return {
    name,
    countWhole: (bytes) => bytes.length,
    toUtf8: (bytes) => check(decoder.decode(bytes, { stream: true })),
    end: () => check(decoder.decode()),
  };

  /** Bytes that stand for nothing come as U+FFFD, which these encodings cannot write themselves. */
  function check(text: string) {
    const wrong = text.indexOf(replacement);
    if (wrong === -1) return Buffer.from(text);
    return {
      before: Buffer.from(text.slice(0, wrong)),
      describe: (line: number) => `The text is not ${name} at line ${line}.`,
    };
  }
}
