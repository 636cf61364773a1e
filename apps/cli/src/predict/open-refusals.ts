import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import type { ErrorIssue, RowResult } from "@rookery/client";
import { createRowWriter } from "./create-row-writer.ts";
import { formatOf, type InputRow } from "./read-rows.ts";

export interface Refusals {
  count: number;
  write(refused: RowResult<InputRow>[]): Promise<void>;
  close(): Promise<void>;
}

const describeIssue = ({ field, message }: ErrorIssue) =>
  field === "" ? message : `${field}: ${message}`;

/** The file for rows that the model refuses: their line and why, then their columns. */
export async function openRefusals(file: string | undefined): Promise<Refusals | undefined> {
  if (file === undefined) return undefined;
  const stream = createWriteStream(file);
  await once(stream, "open");
  const writer = createRowWriter(stream, formatOf(file), ",");
  const refusals: Refusals = {
    count: 0,
    async write(refused) {
      refusals.count += refused.length;
      await writer.write(
        refused.map(({ row, issues }) => ({
          line: row.line,
          problem: issues?.map(describeIssue).join("; "),
          ...row.values,
        })),
      );
    },
    async close() {
      stream.end();
      await finished(stream);
    },
  };
  return refusals;
}
