import type { RowResult } from "@rookery/client";
import type { Prediction, Reading } from "@rookery/contracts";
import { formatCount, plural } from "@rookery/presentation";
import { parseReference } from "../commands/read-arguments.ts";
import {
  describeReading,
  nameOptions,
  type ReadingOptions,
  toReading,
} from "../commands/reading-options.ts";
import { exitCodes } from "../exit-codes.ts";
import { clean } from "../output/clean.ts";
import { paintError } from "../output/paint.ts";
import { note } from "../output/print.ts";
import type { Session } from "../session.ts";
import { UsageError } from "../usage-error.ts";
import { createRowProgress } from "./create-row-progress.ts";
import { createRowReader } from "./create-row-reader.ts";
import { createRowWriter } from "./create-row-writer.ts";
import { createTakenNotes } from "./create-taken-notes.ts";
import { findTrainingTable } from "./find-training-table.ts";
import { openRefusals } from "./open-refusals.ts";
import { type InputRow, type RowFormat, readRows } from "./read-rows.ts";
import { refusalError } from "./refusal-error.ts";

export interface PredictOptions extends ReadingOptions {
  model: string;
  from?: RowFormat;
  to?: RowFormat;
  missing?: string[];
  skipInvalid?: string;
  column: string;
  probabilities?: boolean;
  batch?: number;
}

/** Cells per request: some megabytes, however wide the rows are. */
const batchCells = 50_000;
const largestBatch = 10_000;

export async function predict(
  session: Session,
  file: string,
  options: PredictOptions,
): Promise<number> {
  const { inference, json } = session;
  if (json && options.to === "csv") throw new UsageError("--json and --to csv exclude each other.");
  const { name: model, ...asked } = parseReference(options.model);
  const schema = await inference.schema(model, asked);
  const { which, table } = await findTrainingTable(session, model, asked);
  const columns = Object.keys(schema.properties);
  const reading = readLike(table?.reading ?? {}, toReading(options));
  const source = await readRows({ file, format: options.from, reading, columns });
  const { format, delimiter } = source;
  const missing = options.missing ?? [];
  const toInput = createRowReader({ schema, format, delimiter, missing, table });
  const to = options.to ?? (json ? "jsonl" : format);
  const writer = createRowWriter(process.stdout, to, delimiter);
  const refusals = await openRefusals(options.skipInvalid);
  const progress = createRowProgress(source);
  const taken = createTakenNotes();
  const toOutput = createOutput(options);

  const width = Math.max(1, columns.length);
  const batchRows = Math.min(options.batch ?? Math.ceil(batchCells / width), largestBatch);
  let predicted = 0;
  try {
    const batches = inference.predictAll(source.rows, { model, ...which, batchRows, toInput });
    for await (const { results, unknown } of batches) {
      const refused = results.filter(({ issues }) => issues !== null);
      if (refused[0] && !refusals) throw refusalError(refused, format);
      await refusals?.write(refused);
      taken.add(unknown);
      const accepted = results.filter(isPredicted);
      await writer.write(accepted.map(toOutput));
      predicted += accepted.length;
      progress.show(predicted);
    }
  } finally {
    progress.stop();
    await refusals?.close();
  }
  if (predicted === 0 && (refusals?.count ?? 0) === 0) {
    note(`${paintError.yellow("–")} ${clean(file)} has no rows: nothing was predicted`);
  }
  for (const remark of source.describe()) {
    note(`${paintError.yellow("–")} ${clean(nameOptions(remark))}`);
  }
  taken.print();
  if (refusals && refusals.count > 0) {
    note(
      `${paintError.yellow("–")} ${formatCount(predicted)} of ${plural(predicted + refusals.count, "row")} predicted; ${options.skipInvalid} has the others`,
    );
  }
  return exitCodes.ok;
}

/** What was stated for the training table, but for what is stated now. */
function readLike(table: Reading, stated: Reading): Reading {
  const reading = { ...table, ...stated };
  if (Object.keys(reading).length > Object.keys(stated).length) {
    note(
      `${paintError.yellow("–")} The file is read as was stated for the training table: ${clean(describeReading(reading))}`,
    );
  }
  return reading;
}

type Predicted = Extract<RowResult<InputRow>, { issues: null }>;

const isPredicted = (result: RowResult<InputRow>): result is Predicted => result.issues === null;

function createOutput({ column, probabilities }: PredictOptions) {
  function describePrediction(prediction: Prediction): Record<string, unknown> {
    if (!("label" in prediction)) return { [column]: prediction.prediction };
    const { label, probabilities: chances } = prediction;
    const named = Object.entries(chances).map(([name, chance]) => [`probability_${name}`, chance]);
    return {
      [column]: label,
      probability: chances[label],
      ...(probabilities && Object.fromEntries(named)),
    };
  }
  let checked = false;
  return ({ row, prediction }: Predicted): Record<string, unknown> => {
    const added = describePrediction(prediction);
    if (!checked) refuseOverwriting(row, Object.keys(added));
    checked = true;
    return { ...row.values, ...added };
  };
}

function refuseOverwriting({ values }: InputRow, added: string[]): void {
  const taken = added.find((name) => name in values);
  if (taken === undefined) return;
  throw new UsageError(
    `The file has a column ${JSON.stringify(taken)} of its own.`,
    "--column gives the prediction another name; rename the others in the file.",
  );
}
