import type { ErrorIssue } from "@rookery/contracts";
import { shown } from "@rookery/tabular";
import type { FileMetaData, SchemaElement } from "hyparquet";
import { datasetInvalid } from "../../import/dataset-invalid.ts";
import type { DeclaredKind } from "../../kinds/inspect-column.ts";

export interface ParquetColumn {
  name: string;
  /** Absent: text, whose kind is for the values to show. */
  declared?: DeclaredKind;
  /** Decimals after the point, for numbers kept as scaled integers. */
  scale?: number;
}

const numberTypes = new Set(["INT32", "INT64", "FLOAT", "DOUBLE"]);
const textTypes = new Set(["STRING", "ENUM", "UUID", "UTF8"]);
const dateTypes = new Set(["DATE", "TIMESTAMP", "TIMESTAMP_MILLIS", "TIMESTAMP_MICROS"]);

/** The file's columns. Throws `dataset-invalid` that names every column of a type no table can hold. */
export function parquetColumns({ schema: [root, ...elements] }: FileMetaData): ParquetColumn[] {
  const columns: ParquetColumn[] = [];
  const issues: ErrorIssue[] = [];
  for (let at = 0; at < elements.length; at = nextSibling(elements, at)) {
    const element = elements[at] as SchemaElement;
    const column = readElement(element);
    if (typeof column !== "string") columns.push(column);
    else issues.push({ field: `columns[${JSON.stringify(element.name)}]`, message: column });
  }
  if (issues.length > 0) {
    throw datasetInvalid(
      `The column ${issues[0]?.field.slice("columns[".length, -1)} ${issues[0]?.message}.`,
      "Flatten nested columns into one column per value, write others as text or numbers, or leave them out.",
      { issues },
    );
  }
  if (!root || columns.length === 0) {
    throw datasetInvalid("The Parquet file has no columns.", "Write a table with columns to it.");
  }
  return columns;
}

/** The position behind an element and everything nested in it. */
function nextSibling(elements: SchemaElement[], start: number): number {
  let at = start;
  for (let open = 1; open > 0 && at < elements.length; at++) {
    open += (elements[at]?.num_children ?? 0) - 1;
  }
  return at;
}

/** The column, or why it cannot be one. */
function readElement(element: SchemaElement): ParquetColumn | string {
  const { type, num_children, repetition_type } = element;
  // A damaged file may lack it.
  const name = element.name ?? "";
  if ((num_children ?? 0) > 0 || repetition_type === "REPEATED" || type === undefined) {
    return "holds nested values, and a table has one value per cell";
  }
  const logical = element.logical_type?.type ?? element.converted_type;
  const says = (kind: DeclaredKind["kind"]): DeclaredKind => {
    const known = logical ? `${type} ${logical}` : type;
    return { kind, why: `The file says ${known}` };
  };
  if (type === "BOOLEAN") return { name, declared: says("boolean") };
  if (type === "INT96" || (logical && dateTypes.has(logical)))
    return { name, declared: says("date") };
  if (logical === "DECIMAL") return { name, declared: says("number"), scale: element.scale ?? 0 };
  if (logical === "FLOAT16") return { name, declared: says("number") };
  if (numberTypes.has(type)) return { name, declared: says("number") };
  if ((logical && textTypes.has(logical)) || (type === "BYTE_ARRAY" && !logical)) return { name };
  return `is of the type ${shown(logical ?? type)}, which is neither number, date, boolean nor text`;
}
