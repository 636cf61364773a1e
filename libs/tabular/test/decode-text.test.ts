import fc from "fast-check";
import { expect, test } from "vitest";
import { createTextDecoder } from "../src/index.ts";
import { decodeText } from "../src/text/decode-text.ts";
import { inPieces } from "./pieces.ts";

async function decode(bytes: Buffer, pieceBytes = bytes.length || 1): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of decodeText(inPieces(bytes, pieceBytes))) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

function encodingOf(bytes: Buffer): string {
  const decoder = createTextDecoder();
  decoder.write(bytes);
  decoder.end();
  return decoder.encoding;
}

const noNul = fc.string({ unit: "binary", maxLength: 20 }).filter((text) => !text.includes("\0"));
const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text);

test("text comes back from every encoding, however its bytes are cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      noNul.filter(isWellFormed),
      fc.integer({ min: 1, max: 9 }),
      async (text, pieceBytes) => {
        const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");
        expect(await decode(Buffer.from(`\ufeff${text}`), pieceBytes)).toBe(text);
        expect(await decode(utf16, pieceBytes)).toBe(text);
        expect(await decode(Buffer.from(utf16).swap16(), pieceBytes)).toBe(text);
        const plain = text.replace(/^\ufeff+/, "");
        expect(await decode(Buffer.from(plain), pieceBytes)).toBe(plain);
      },
    ),
  );
});

test("any bytes are read or refused the same, however they are cut", async () => {
  const settle = (bytes: Buffer, pieceBytes?: number) =>
    decode(bytes, pieceBytes).catch((error: Error) => error.message.replace(/byte.*/, ""));
  const bytes = fc.array(
    fc.oneof(
      fc.constantFrom(0x61, 0x0a, 0x0d, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0xff, 0xfe),
      fc.integer({ min: 1, max: 255 }),
    ),
    { maxLength: 24 },
  );
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 5 }), async (values, pieceBytes) => {
      const whole = Buffer.from(values);
      expect(await settle(whole, pieceBytes)).toBe(await settle(whole));
    }),
    { numRuns: 500 },
  );
});

// Made with Python: bytes([*range(0x80, 0xa0)]).decode("cp1252", "replace")
const upper = "€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ";

test("windows-1252 is more than Latin-1", async () => {
  const defined = [...upper].flatMap((letter, at) => (letter === "�" ? [] : [0x80 + at]));
  expect(await decode(Buffer.from(defined))).toBe(upper.replaceAll("�", ""));
  const latin = Buffer.from("a ÄÖÜß ÿ", "latin1");
  expect(await decode(latin)).toBe("a ÄÖÜß ÿ");
});

test.each([
  ["nothing", Buffer.alloc(0), "utf-8"],
  ["ASCII", Buffer.from("ab"), "utf-8"],
  ["UTF-8", Buffer.from("é"), "utf-8"],
  ["half a letter of UTF-8", Buffer.from([0x61, 0xc3]), "windows-1252"],
  ["two letters that UTF-8 cannot have", Buffer.from("äö", "latin1"), "windows-1252"],
  ["a mark of UTF-8", Buffer.from("\ufeff"), "utf-8 with byte order mark"],
  ["a mark of UTF-16", Buffer.from("\ufeff", "utf16le"), "utf-16le with byte order mark"],
])("%s is told apart", (_, bytes, encoding) => {
  expect(encodingOf(bytes)).toBe(encoding);
});

const latin = (text: string) => Buffer.from(text, "latin1");

test.each([
  [
    "UTF-8 that breaks off",
    Buffer.concat([Buffer.from("a\né\r\nb\r\rc"), latin("é\n")]),
    "Line 5 is not UTF-8, but earlier parts of the file are.",
  ],
  [
    "UTF-8 that breaks off on the line where it began",
    Buffer.concat([Buffer.from("é"), latin("é")]),
    "Line 1 is not UTF-8, but earlier parts of the file are.",
  ],
  [
    "neither UTF-8 nor windows-1252",
    latin("a\r\rb\x83\r\n\x81"),
    "Line 4 holds the byte 0x81: the text is neither UTF-8 nor windows-1252.",
  ],
  [
    "half a character of UTF-16",
    Buffer.from("\ufeffa\r\nx\n\ud800\n", "utf16le"),
    "The text is not utf-16le at line 3.",
  ],
  [
    "half a unit of UTF-16",
    Buffer.from("\ufeffa\nx", "utf16le").subarray(0, -1),
    "The text is not utf-16le at line 2.",
  ],
  ["a NUL byte", latin("a\r\n\r\n\0"), "Line 3 holds a NUL byte, which text never does."],
  [
    "UTF-16 without a mark",
    Buffer.from("a,b", "utf16le"),
    "Line 1 holds a NUL byte, which text never does.",
  ],
])("%s is refused with the line, however it is cut", async (_, bytes, message) => {
  for (const pieceBytes of [1, 2, 3, bytes.length]) {
    await expect(decode(bytes, pieceBytes)).rejects.toMatchObject({
      name: "TableError",
      message,
      hint: expect.stringMatching(/^\w.*\.$/),
    });
  }
});
