import { isDate } from "./date-text.ts";

/**
 * Every way a text may be read, one bit each. A column is of a kind when one
 * bit is left after all of its values.
 */
export const readings = {
  "1234.5": 1,
  "1234,5": 2,
  "1,234.5": 4,
  "1.234,5": 8,
  iso: 16,
  "d.m.y": 32,
  "d/m/y": 64,
  "m/d/y": 128,
  /** true or false */
  flag: 256,
  /** What may be stated as boolean: true, yes, y, t, 1 and their opposites. */
  word: 512,
} as const;

export const pointReadings = readings["1234.5"] | readings["1,234.5"];
export const commaReadings = readings["1234,5"] | readings["1.234,5"];
export const numberReadings = pointReadings | commaReadings;
export const dateReadings =
  readings.iso | readings["d.m.y"] | readings["d/m/y"] | readings["m/d/y"];

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const decimalComma = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/;
const groupedByComma = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const groupedByPoint = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/;
/** Sixteen digits or more may be beyond 2^53, where a double skips whole numbers. */
const longWhole = /^[+-]?\d{16,}$/;
const flag = /^(?:true|false)$/i;
const word = /^(?:true|false|yes|no|y|n|t|f|1|0)$/i;

/** All the ways in which a trimmed text can be read. */
export function readCell(text: string): number {
  const first = text.charCodeAt(0);
  // Letters: neither a number nor a date.
  if (first > 0x39) return readWord(text);
  if (plain.test(text)) {
    if (!isInRange(text)) return 0;
    if (text.includes(".")) {
      return groupedByPoint.test(text) ? pointReadings | readings["1.234,5"] : pointReadings;
    }
    return text.length === 1 ? numberReadings | readWord(text) : numberReadings;
  }
  return readGrouped(text) || readDate(text);
}

function readWord(text: string): number {
  if (text.length > 5 || !word.test(text)) return 0;
  return flag.test(text) ? readings.flag | readings.word : readings.word;
}

function readGrouped(text: string): number {
  let found = 0;
  if (decimalComma.test(text) && isInRange(text.replace(",", "."))) found |= commaReadings;
  if (groupedByComma.test(text)) found |= readings["1,234.5"];
  if (groupedByPoint.test(text)) found |= readings["1.234,5"];
  return found;
}

function readDate(text: string): number {
  let found = 0;
  for (const format of ["iso", "d.m.y", "d/m/y", "m/d/y"] as const) {
    if (isDate(text, format)) found |= readings[format];
  }
  return found;
}

/** Whether a double can hold it: PostgreSQL refuses other magnitudes, and long ids would become one number. */
function isInRange(text: string): boolean {
  const number = Number(text);
  if (longWhole.test(text) && BigInt(number) !== BigInt(text)) return false;
  return Number.isFinite(number) && (number !== 0 || !/^[^eE]*[1-9]/.test(text));
}
