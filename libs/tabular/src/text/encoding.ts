/** How text stands in bytes. */
export interface Encoding {
  /** As `findEncoding` of the contracts has it. */
  name: string;
  /** How many of the bytes to take, so that a character that is cut in two stays for later. */
  countWhole(bytes: Buffer): number;
  /** The text as UTF-8. */
  toUtf8(bytes: Buffer): Buffer | Fault;
  /** What the encoding itself has kept, once no more bytes come. */
  end?(): Buffer | Fault;
}

/** Bytes are not what their encoding allows. */
export interface Fault {
  /** The text before them, as UTF-8. */
  before: Buffer;
  describe: (line: number) => string;
}
