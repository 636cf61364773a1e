import { type JsonTable, shown } from "@rookery/tabular";
import { datasetInvalid } from "../import/dataset-invalid.ts";
import { checkColumnNames } from "./check-column-names.ts";
import type { RawRow, TableSource } from "./table-source.ts";

/** More keys than a table can have columns are not worth collecting further. */
const maxKeys = 2_000;

export interface JsonUpload {
  encoding: string;
  /** Opens the same table once more. */
  reopen: () => Promise<JsonTable>;
}

/**
 * Reads the upload twice: once for the columns, which are the keys of all objects
 * in the order of their first use, then for the rows.
 */
export async function openJson(
  table: JsonTable,
  { encoding, reopen }: JsonUpload,
): Promise<TableSource> {
  const keys = await findKeys(table);
  if (keys.size === 0) {
    throw datasetInvalid("The objects have no keys.", "Write the columns as keys of each object.");
  }
  const names = checkColumnNames([...keys.keys()], { where: "The objects' list of keys" });
  return {
    format: table.format,
    encoding,
    delimiter: null,
    marks: "point",
    place: "Line",
    columns: [...keys.values()].map(({ isText }, i) => ({ name: names[i] as string, isText })),
    rows: readRows(await reopen(), [...keys.keys()]),
  };
}

async function findKeys({ rows }: JsonTable): Promise<Map<string, { isText: boolean }>> {
  const keys = new Map<string, { isText: boolean }>();
  for await (const batch of rows) {
    for (const { line, object } of batch) {
      for (const key of Object.keys(object)) {
        const value = object[key];
        const known = keys.get(key);
        const isText = typeof value === "string";
        if (!known && keys.size < maxKeys) keys.set(key, { isText });
        else if (known && isText) known.isText = true;
        if (typeof value === "object" && value !== null) throw nested(key, value, line);
      }
    }
  }
  return keys;
}

async function* readRows({ rows }: JsonTable, keys: readonly string[]): AsyncGenerator<RawRow[]> {
  for await (const batch of rows) {
    yield batch.map(({ line, object }) => ({
      line,
      cells: keys.map((key) =>
        Object.hasOwn(object, key) ? toText(object[key], key, line) : null,
      ),
    }));
  }
}

function toText(value: unknown, key: string, line: number): string | null {
  if (value === null || value === undefined) return null;
  const text = String(value);
  if (!text.includes("\0")) return text;
  throw datasetInvalid(
    `Line ${line} holds a NUL character in ${shown(key)}, which text never does.`,
    "Remove it and upload the file again.",
  );
}

function nested(key: string, value: object, line: number): Error {
  const what = Array.isArray(value) ? "a list" : "an object";
  return datasetInvalid(
    `Line ${line} has ${what} in ${shown(key)}; a table has one value per cell.`,
    "Flatten it into keys of their own, such as address_city, or leave it out.",
    { issues: [{ field: `lines[${line}].${key}`, message: `is ${what}` }] },
  );
}
