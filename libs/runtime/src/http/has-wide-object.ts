/** Members that one object may have: far more than a table has columns or a search parameters. */
export const maxMembers = 20_000;

/** Deeper than this, all objects together may have as many members as one. */
const levels = 1_000_000;

/** Of `"":0,`: shorter texts are not looked at. */
const leastMemberBytes = 5;

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const openings = [0x5b, 0x7b];
const closings = [0x5d, 0x7d];

/**
 * Whether an object in this JSON has more members than `most`. Looking at the
 * bytes takes a fifth of what parsing them takes at least, and a fiftieth where
 * a million names would become as many strings. What is no JSON may answer either.
 */
export function hasWideObject(json: Uint8Array, most = maxMembers): boolean {
  if (json.length < most * leastMemberBytes) return false;
  const members = new Uint32Array(levels);
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at] as number;
    if (inText) {
      if (byte === backslash) at++;
      else if (byte === quote) inText = false;
    } else if (byte === quote) {
      inText = true;
    } else if (byte === colon) {
      const level = Math.min(Math.max(depth, 0), levels - 1);
      members[level] = (members[level] as number) + 1;
      if ((members[level] as number) > most) return true;
    } else if (byte === openings[0] || byte === openings[1]) {
      depth++;
      if (depth < levels - 1) members[depth] = 0;
    } else if (byte === closings[0] || byte === closings[1]) {
      depth--;
    }
  }
  return false;
}
