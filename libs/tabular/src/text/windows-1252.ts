import type { Encoding } from "./encoding.ts";

/*
 * Latin-1 but for the bytes 0x80 to 0x9f. TextDecoder is not asked: from Node 20.18 on,
 * several versions read these bytes as Latin-1 does, so that "€" becomes a control character.
 * https://encoding.spec.whatwg.org/index-windows-1252.txt
 */

/** What 0x80 to 0x9f stand for; a blank where they stand for nothing. */
const letters = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
const firstLetter = 0x80;
const undefinedByte = /[\x81\x8d\x8f\x90\x9d]/;

export const windows1252: Encoding = {
  name: "windows-1252",
  countWhole: (bytes) => bytes.length,
  toUtf8(bytes) {
    const latin1 = bytes.toString("latin1");
    const wrong = latin1.search(undefinedByte);
    if (wrong === -1) return Buffer.from(latin1.replace(/[\x80-\x9f]/g, toLetter));
    const byte = `0x${latin1.charCodeAt(wrong).toString(16).toUpperCase()}`;
    return {
      before: Buffer.from(latin1.slice(0, wrong)),
      describe: (line) =>
        `Line ${line} holds the byte ${byte}: the text is neither UTF-8 nor windows-1252.`,
    };
  },
};

function toLetter(character: string): string {
  return letters[character.charCodeAt(0) - firstLetter] as string;
}
