import { AppError, type AppErrorOptions } from "@rookery/contracts";

/** The file cannot become a dataset; `hint` says how to get there. */
export function datasetInvalid(
  message: string,
  hint: string,
  options: Omit<AppErrorOptions, "hint"> = {},
): AppError {
  return new AppError("dataset-invalid", message, { ...options, hint });
}
