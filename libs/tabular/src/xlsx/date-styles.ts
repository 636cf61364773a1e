import type { ZipFile } from "../files/open-zip.ts";
import { readWholeXml } from "./read-xml.ts";

/** Number formats that are built in and show a moment: ECMA-376, part 1, 18.8.30. */
const builtIn = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 47]);
const isEastAsian = (id: number): boolean => (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** For each style of cells, by its number, whether it shows numbers as dates or times. */
export async function readDateStyles(zip: ZipFile): Promise<boolean[]> {
  const path = "xl/styles.xml";
  if (!zip.has(path)) return [];
  const custom = new Map<number, boolean>();
  const styles: boolean[] = [];
  let isInCells = false;
  await readWholeXml(zip.read(path), {
    open(name, { numFmtId, formatCode = "" }) {
      const id = Number(numFmtId ?? 0);
      if (name === "numFmt") custom.set(id, showsMoment(formatCode));
      else if (name === "cellXfs") isInCells = true;
      else if (name === "xf" && isInCells) {
        styles.push(custom.get(id) ?? (builtIn.has(id) || isEastAsian(id)));
      }
    },
    close(name) {
      if (name === "cellXfs") isInCells = false;
    },
  });
  return styles;
}

/** Whether a format code shows a date or a time of day; durations such as `[h]:mm` are numbers. */
function showsMoment(code: string): boolean {
  if (/\[(?:h+|m+|s+)\]/i.test(code)) return false;
  const [positive = ""] = code.split(";");
  const plain = positive.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, "");
  return /[ymdhs]/i.test(plain.replace(/general/i, ""));
}

const dayMs = 86_400_000;
/** The days from the spreadsheets' first day to 1970, in either system. */
const epoch = { from1900: 25_569, from1904: 24_107 };
/** Spreadsheets believe in 29 February 1900. */
const lastWrongDay = 60;

/** A serial number as ISO 8601: a date, a date with a time, or below one day a time alone. */
export function toMoment(serial: number, isFrom1904: boolean): string {
  const days = isFrom1904 || serial >= lastWrongDay ? serial : serial + 1;
  const moment = new Date(Math.round((days - epoch[isFrom1904 ? "from1904" : "from1900"]) * dayMs));
  if (Number.isNaN(moment.getTime())) return String(serial);
  const text = moment.toISOString().replace(/\.000Z$|Z$/, "");
  if (serial >= 0 && serial < 1) return text.slice(text.indexOf("T") + 1);
  return text.replace(/T00:00:00$/, "");
}
