import { AppError, type AppErrorOptions } from "@rookery/contracts";

/** The file cannot become a dataset; `hint` says how to get there. */
export function datasetInvalid(
  message: string,
  hint: string,
  options: Omit<AppErrorOptions, "hint"> = {},
): AppError {
  return new AppError("dataset-invalid", message, { ...options, hint });
}

/** A file's content in a message: quoted, on one line, and short. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
