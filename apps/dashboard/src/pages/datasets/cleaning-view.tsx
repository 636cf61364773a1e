import type { CleaningReport, ColumnReport, DatasetVersion } from "@rookery/contracts";
import { formatCount, formatParam } from "@rookery/presentation";
import { stringify } from "yaml";
import { Facts } from "../../components/data/facts.tsx";
import { Table } from "../../components/data/table.tsx";
import { EmptyState } from "../../components/feedback/states.tsx";
import { Panel } from "../../components/layout/page.tsx";
import styles from "./datasets.module.css";

/** What the import did to the rows and why, and the rules it was given. */
export function CleaningView({ version }: { version: DatasetVersion }) {
  const { report, schema, cleaning, reading } = version;
  return (
    <>
      <div className={styles.halves}>
        <Panel title="What was read">
          <Facts
            facts={[
              ["Format", describeFormat(report)],
              ["Rows in the file", formatCount(report.rawRows)],
              ...(report.skippedRows.count > 0
                ? [["Lines skipped", formatCount(report.skippedRows.count)] as const]
                : []),
              ["Rows kept", formatCount(report.rows)],
              ["Rows left out", formatCount(report.droppedRows)],
              ...report.droppedFor.map(
                ({ reason, rows }) => [`– ${reason}`, formatCount(rows)] as const,
              ),
              ["Columns left out", report.droppedColumns.join(", ") || "none"],
            ]}
          />
          {report.skippedRows.count > 0 && (
            <ul className={styles.notes} aria-label="Skipped lines">
              {report.skippedRows.lines.map(({ line, reason }) => (
                <li key={line}>
                  Line {line} {reason}.
                </li>
              ))}
            </ul>
          )}
          {report.notes.length > 0 && (
            <ul className={styles.notes}>
              {report.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel
          title="What was asked"
          note="How to read it, kinds and cleaning rules; part of the version."
        >
          <pre className={styles.yaml}>{stringify({ reading, schema, cleaning })}</pre>
        </Panel>
      </div>
      <Panel flush title="Columns">
        {report.columns.length === 0 ? (
          <EmptyState title="No columns">Every column was left out.</EmptyState>
        ) : (
          <ColumnsTable columns={report.columns} />
        )}
      </Panel>
    </>
  );
}

function ColumnsTable({ columns }: { columns: readonly ColumnReport[] }) {
  return (
    <Table
      label="What was done to each column"
      headings={["Column", "Kind", "Evidence", "Read as missing", "Changed"]}
    >
      {columns.map((column) => (
        <tr key={column.name}>
          <th scope="row">{column.name}</th>
          <td>
            {column.kind}
            {column.format && <div className={styles.soft}>{column.format}</div>}
          </td>
          <td className={styles.evidence}>{column.why}</td>
          <td>
            {describeMissing(column).map((part) => (
              <div key={part}>{part}</div>
            ))}
          </td>
          <td>
            {describeChanges(column).map((part) => (
              <div key={part}>{part}</div>
            ))}
          </td>
        </tr>
      ))}
    </Table>
  );
}

const formatNames: Record<CleaningReport["format"], string> = {
  csv: "CSV",
  "json-lines": "JSON lines",
  json: "JSON",
  parquet: "Parquet",
  xlsx: "Excel",
};

function describeFormat({ format, container, encoding, delimiter }: CleaningReport): string {
  return [
    formatNames[format],
    container && `packed with ${container}`,
    encoding,
    delimiter && `${delimiter}-separated`,
  ]
    .filter(Boolean)
    .join(", ");
}

function describeMissing({ missingTokens, nulls, invalid }: ColumnReport): string[] {
  const tokens = Object.entries(missingTokens).map(
    ([token, count]) => `${formatCount(count)} × ${token === "" ? "empty" : `“${token}”`}`,
  );
  if (nulls > 0) tokens.push(`${formatCount(nulls)} without a value`);
  if (invalid > 0) tokens.push(`${formatCount(invalid)} did not fit the kind`);
  return tokens.length > 0 ? tokens : ["–"];
}

function describeChanges({ clipped, folded, imputed }: ColumnReport): string[] {
  const changes: string[] = [];
  if (clipped && clipped.low + clipped.high > 0) {
    const { low, high, min, max } = clipped;
    const bound = (value: number | null) => (value === null ? "–" : formatParam(value));
    changes.push(
      `${formatCount(low)} raised to ${bound(min)}, ${formatCount(high)} lowered to ${bound(max)}`,
    );
  }
  if (folded && folded.values > 0) {
    changes.push(
      `${formatCount(folded.values)} values of ${formatCount(folded.categories)} rare categories became “${folded.label}”`,
    );
  }
  if (imputed && imputed.values > 0) {
    const value = imputed.value === null ? "" : ` (${formatParam(imputed.value)})`;
    changes.push(`${formatCount(imputed.values)} filled in with ${imputed.with}${value}`);
  }
  return changes.length > 0 ? changes : ["–"];
}
