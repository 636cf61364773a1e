import { AppError, type DatasetVersion, type SweepSpec } from "@rookery/contracts";

/** The encoded rows, and the trainer's copy of them. */
const copies = 2;
const bytesPerNumber = 8;
const bytesPerMb = 2 ** 20;

/**
 * Throws `sweep-invalid` when the encoded table alone would not fit into the
 * memory of a run: it is made of typed arrays, which no heap limit holds back.
 */
export function requireMemory(
  { features, runMemoryMb }: Pick<SweepSpec, "features" | "runMemoryMb">,
  dataset: DatasetVersion,
): void {
  if (runMemoryMb === undefined) return;
  const wanted = new Set(features);
  const width = dataset.columns
    .filter(({ name }) => wanted.has(name))
    .reduce(
      (sum, { kind, distinct }) => sum + (kind === "number" || kind === "date" ? 1 : distinct),
      1,
    );
  const neededMb = Math.ceil((dataset.rows * width * bytesPerNumber * copies) / bytesPerMb);
  if (neededMb <= runMemoryMb) return;
  throw new AppError(
    "sweep-invalid",
    `runMemoryMb: A run needs about ${neededMb} MB for ${dataset.rows} rows of ${width} numbers.`,
    {
      issues: [{ field: "runMemoryMb", message: `needs about ${neededMb}`, value: runMemoryMb }],
      hint: "Raise runMemoryMb, or leave out features; a column of words takes one number per word.",
    },
  );
}
