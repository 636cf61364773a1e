export type EncodingName = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** How text stands in bytes. */
export interface Encoding {
  name: EncodingName;
  /** How many of the bytes to take, so that a character that is cut in two stays for later. */
  countWhole(bytes: Buffer): number;
  /** The text as UTF-8. */
  toUtf8(bytes: Buffer): Buffer | Fault;
}

/** Bytes are not what their encoding allows. */
export interface Fault {
  /** The text before them, as UTF-8. */
  before: Buffer;
  describe: (line: number) => string;
}
