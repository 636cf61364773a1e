import type { CleaningReport, ColumnKind } from "@rookery/contracts";
import type { RawRows } from "./copy-raw-rows.ts";
import type { TextEncoding } from "./create-encoding-detector.ts";
import { shown } from "./dataset-invalid.ts";
import type { DelimiterName } from "./detect-delimiter.ts";
import type { ColumnProfile } from "./profile-column.ts";

export interface ReportedColumn {
  name: string;
  sqlName: string;
  kind: ColumnKind;
  why: string;
  profile: ColumnProfile;
}

export interface ReportInput {
  encoding: TextEncoding;
  delimiter: DelimiterName;
  raw: RawRows;
  columns: readonly ReportedColumn[];
}

/** What was decided about the file and what was done to its rows, for people to check. */
export function writeReport({ encoding, delimiter, raw, columns }: ReportInput): CleaningReport {
  const notes: string[] = [];
  if (encoding.name === "windows-1252") {
    notes.push("The file is not UTF-8 and was read as windows-1252; check letters with accents.");
  }
  if (raw.emptyRows > 0)
    notes.push(`Rows in which every cell is missing were dropped: ${raw.emptyRows}.`);
  for (const { name, sqlName, profile } of columns) {
    if (profile.padded) notes.push(`White space around values of ${shown(name)} was removed.`);
    if (name !== sqlName) notes.push(`Column ${shown(name)} is called ${shown(sqlName)} in SQL.`);
  }
  return {
    encoding: encoding.bomBytes > 0 ? `${encoding.name} with byte order mark` : encoding.name,
    delimiter,
    rawRows: raw.rawRows,
    rows: raw.rawRows - raw.emptyRows,
    droppedRows: raw.emptyRows,
    columns: columns.map(({ name, kind, why, profile }) => ({
      name,
      kind,
      why,
      missingTokens: Object.fromEntries(profile.missingTokens),
    })),
    notes,
  };
}
