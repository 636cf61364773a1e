const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Knows on which line a text is that comes in pieces. Lines end with LF, CR LF or CR alone. */
export interface LineCounter {
  /** Takes the next piece. */
  add(piece: Uint8Array): void;
  /** The line, from 1, on which what comes after this part of the next piece begins. */
  lineAfter(part: Uint8Array): number;
}

/** A counter for one text, which begins on line 1. */
export function createLineCounter(): LineCounter {
  let ends = 0;
  /** Whether the text so far ends with CR: then LF ends no further line. */
  let isReturned = false;

  function countEnds(bytes: Uint8Array): number {
    let count = 0;
    for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) {
      const follows = at === 0 ? isReturned : bytes[at - 1] === carriageReturn;
      if (!follows) count++;
    }
    for (let at = bytes.indexOf(carriageReturn); at !== -1; ) {
      count++;
      at = bytes.indexOf(carriageReturn, at + 1);
    }
    return count;
  }
  return {
    add(piece) {
      if (piece.length === 0) return;
      ends += countEnds(piece);
      isReturned = piece.at(-1) === carriageReturn;
    },
    lineAfter: (part) => ends + countEnds(part) + 1,
  };
}
