import { readValue } from "@rookery/tabular";

/** The value of a cell: text in CSV, anything in JSON. Null is a missing value. */
export type CellReader = (value: unknown) => unknown;

const boolean = /^(?:true|false)$/i;

/** JSON has types of its own. */
export const readJsonAsIs: CellReader = (value) => value;

/** Reads CSV cells as the types of a model's signature. */
export function createCellReader(types: readonly string[], missing: readonly string[]): CellReader {
  const missingWords = new Set(["", ...missing.map((word) => word.trim())]);
  const read = readerOf(types);
  return (value) => {
    if (value === null) return null;
    const cell = String(value);
    return missingWords.has(cell.trim()) ? null : read(cell);
  };
}

function readerOf(types: readonly string[]): (cell: string) => unknown {
  if (types.includes("number")) {
    return (cell) => readValue(cell.trim(), { kind: "number", format: "1234.5" }) ?? cell;
  }
  if (types.includes("boolean")) {
    return (cell) => (boolean.test(cell.trim()) ? cell.trim().toLowerCase() === "true" : cell);
  }
  return (cell) => cell;
}
