import { toMoment } from "./date-styles.ts";
import { unescapeCharacters, type Workbook } from "./open-workbook.ts";
import { readXml } from "./read-xml.ts";

export interface SheetCell {
  /** Numbers as the file has them, dates as ISO 8601, true and false. */
  text: string;
  /** The spreadsheet holds it as text, not as a number, date or truth. */
  isText: boolean;
}

export interface SheetRow {
  /** Its number in the sheet, from 1. */
  line: number;
  /** By column from A; undefined for an empty cell. */
  cells: (SheetCell | undefined)[];
  /** How many cells hold an error, such as `#DIV/0!`, and so no value. */
  errors: number;
}

/** Excel's own limit. */
const maxColumns = 16_384;

/** The rows of the sheet that have a value, in batches. */
export async function* readSheet(workbook: Workbook): AsyncGenerator<SheetRow[]> {
  const { sharedStrings, dateStyles, isFrom1904 } = workbook;
  let batch: SheetRow[] = [];
  let row: SheetRow = { line: 0, cells: [], errors: 0 };
  let column = 0;
  let cell = { type: "n", style: 0 };
  let text = "";
  let isValue = false;
  let isPhonetic = false;

  function endCell(): void {
    const value = readCell();
    if (value !== undefined && column < maxColumns) row.cells[column] = value;
    column++;
  }

  function readCell(): SheetCell | undefined {
    if (cell.type === "e") {
      if (text !== "") row.errors++;
      return undefined;
    }
    if (text === "") return undefined;
    switch (cell.type) {
      case "s":
        return asText(sharedStrings[Number(text)] ?? "");
      case "str":
      case "inlineStr":
        return asText(unescapeCharacters(text));
      case "b":
        return { text: text.trim() === "1" ? "true" : "false", isText: false };
      case "d":
        return { text: text.trim(), isText: false };
      default: {
        const isMoment = dateStyles[cell.style] && text.trim() !== "";
        return {
          text: isMoment ? toMoment(Number(text), isFrom1904) : text.trim(),
          isText: false,
        };
      }
    }
  }

  const reading = readXml(workbook.readSheet(), {
    open(tag, attributes) {
      if (tag === "row") {
        row = { line: Number(attributes.r ?? row.line + 1), cells: [], errors: 0 };
        column = 0;
      } else if (tag === "c") {
        if (attributes.r !== undefined) column = columnOf(attributes.r);
        cell = { type: attributes.t ?? "n", style: Number(attributes.s ?? 0) };
        text = "";
      } else if (tag === "v" || tag === "t") isValue = !isPhonetic;
      else if (tag === "rPh") isPhonetic = true;
    },
    text(part) {
      if (isValue) text += part;
    },
    close(tag) {
      if (tag === "v" || tag === "t") isValue = false;
      else if (tag === "rPh") isPhonetic = false;
      else if (tag === "c") endCell();
      else if (tag === "row" && (row.cells.length > 0 || row.errors > 0)) batch.push(row);
    },
  });
  for await (const _ of reading) {
    yield batch;
    batch = [];
  }
}

/** An empty text is an empty cell. */
function asText(text: string): SheetCell | undefined {
  return text === "" ? undefined : { text, isText: true };
}

/** The column of a reference such as `AB12`, from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/i.exec(reference)?.[0].toUpperCase() ?? "A") {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column - 1;
}
