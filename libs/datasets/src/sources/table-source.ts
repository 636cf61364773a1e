import type { CleaningReport } from "@rookery/contracts";
import type { CsvColumn, SkippedRows } from "@rookery/tabular";
import type { DeclaredKind, NumberMarks } from "../kinds/inspect-column.ts";

/** One row as its file has it: each cell as text, null where the file itself has no value. */
export interface RawRow {
  /** Where the row starts in the file, from 1: a line, or in Parquet the row's number. */
  line: number;
  cells: (string | null)[];
}

export interface SourceColumn {
  name: string;
  /** Who named it, where not every column has a name of its own: absent, the file. */
  namedBy?: CsvColumn["namedBy"];
  /** What the file itself says the column is. */
  declared?: DeclaredKind;
  /** Whether values came as strings in a format that knows numbers: then none is read as a number. */
  isText?: boolean;
}

/** A file of any format, opened: its columns are known, its rows are to be read once. */
export interface TableSource {
  format: CleaningReport["format"];
  encoding: string | null;
  delimiter: string | null;
  /** Which decimal marks a number may have. */
  marks: NumberMarks;
  /** What a `line` counts, for messages. */
  place: "Line" | "Row";
  columns: SourceColumn[];
  rows: AsyncGenerator<RawRow[]>;
  /** Lines that were skipped for not being rows, so far as rows are read. */
  skipped?: SkippedRows;
  /** What was decided about how it is read, once its rows are. */
  describe?: () => string[];
}
