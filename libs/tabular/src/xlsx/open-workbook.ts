import { posix } from "node:path";
import type { ZipFile } from "../files/open-zip.ts";
import { shown, TableError } from "../table-error.ts";
import { readDateStyles } from "./date-styles.ts";
import { readWholeXml } from "./read-xml.ts";

/** Texts of all sheets are held in memory, each once. */
const maxSharedLength = 128 * 1024 * 1024;

export interface Workbook {
  /** The names of its sheets, in their order. */
  sheets: string[];
  /** The sheet that is read. */
  sheet: string;
  /** The XML of that sheet, from its start. */
  readSheet(): AsyncGenerator<Buffer>;
  sharedStrings: string[];
  /** By number of a style: whether it shows numbers as dates. */
  dateStyles: boolean[];
  isFrom1904: boolean;
}

/** Opens a workbook at a sheet, the first unless named. Throws a TableError that lists the sheets. */
export async function openWorkbook(zip: ZipFile, name: string | undefined): Promise<Workbook> {
  const sheets = new Map<string, string>();
  let isFrom1904 = false;
  await readWholeXml(zip.read("xl/workbook.xml"), {
    open(tag, attributes) {
      if (tag === "sheet") sheets.set(attributes.name ?? "", attributes.id ?? "");
      if (tag === "workbookPr") isFrom1904 = /^(?:1|true)$/.test(attributes.date1904 ?? "");
    },
  });
  const names = [...sheets.keys()];
  const sheet = name ?? names[0];
  if (sheet === undefined || !sheets.has(sheet)) {
    throw new TableError(
      sheet === undefined
        ? "The workbook has no sheet."
        : `The workbook has no sheet ${shown(sheet)}.`,
      `Its sheets are: ${names.map(shown).join(", ")}; \`reading.sheet\` names one.`,
    );
  }
  const path = (await readTargets(zip)).get(sheets.get(sheet) as string);
  if (path === undefined || !zip.has(path)) {
    throw new TableError(
      `The sheet ${shown(sheet)} holds no cells.`,
      "`reading.sheet` names another; charts are none.",
    );
  }
  return {
    sheets: names,
    sheet,
    readSheet: () => zip.read(path),
    sharedStrings: await readSharedStrings(zip),
    dateStyles: await readDateStyles(zip),
    isFrom1904,
  };
}

/** The paths of the workbook's parts, by their ids. */
async function readTargets(zip: ZipFile): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  const path = "xl/_rels/workbook.xml.rels";
  if (!zip.has(path)) return targets;
  await readWholeXml(zip.read(path), {
    open(tag, { Id = "", Target = "" }) {
      if (tag !== "Relationship") return;
      targets.set(Id, Target.startsWith("/") ? Target.slice(1) : posix.join("xl", Target));
    },
  });
  return targets;
}

/** The texts that cells refer to by number. Phonetic hints are none of them. */
async function readSharedStrings(zip: ZipFile): Promise<string[]> {
  const path = "xl/sharedStrings.xml";
  const strings: string[] = [];
  if (!zip.has(path)) return strings;
  let text = "";
  let length = 0;
  let isText = false;
  let isPhonetic = false;
  await readWholeXml(zip.read(path), {
    open(tag) {
      if (tag === "si") text = "";
      else if (tag === "t") isText = !isPhonetic;
      else if (tag === "rPh") isPhonetic = true;
    },
    text(part) {
      if (!isText) return;
      text += part;
      length += part.length;
      if (length > maxSharedLength) {
        throw new TableError(
          `The workbook has more than ${maxSharedLength} characters of text.`,
          "Save the sheet as CSV, which is read row by row.",
        );
      }
    },
    close(tag) {
      if (tag === "t") isText = false;
      else if (tag === "rPh") isPhonetic = false;
      else if (tag === "si") strings.push(unescapeCharacters(text));
    },
  });
  return strings;
}

/** Characters that XML cannot hold are written as `_x000D_`. */
export function unescapeCharacters(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
