import { AppError, type RowResult } from "@rookery/client";
import type { InputRow, RowFormat } from "./read-rows.ts";

/** What the model has against rows, by their lines. */
export function refusalError(refused: RowResult<InputRow>[], format: RowFormat): AppError {
  const issues = refused.flatMap(({ row, issues }) =>
    (issues ?? []).map((issue) => ({
      ...issue,
      field: `line ${row.line}: ${issue.field}`,
      message: withValue(issue),
    })),
  );
  const [first] = refused;
  return new AppError("prediction-input-invalid", `The model refuses line ${first?.row.line}.`, {
    issues,
    hint: `${format === "csv" ? "--missing WORD reads such cells as missing; " : ""}--skip-invalid FILE puts such rows aside.`,
  });
}

function withValue({ message, value }: { message: string; value?: unknown }): string {
  return value === undefined ? message : `${message}, not ${JSON.stringify(value)}`;
}
