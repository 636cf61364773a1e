import {
  AppError,
  type ErrorIssue,
  type Prediction,
  type PredictRequest,
  type PredictResponse,
} from "@rookery/contracts";

export interface PredictAllOptions<Row> {
  model: string;
  /** Default: champion. The version it names at the first answer predicts all rows. */
  alias?: string | undefined;
  version?: number | undefined;
  /** What the model gets of a row. Default: the row. */
  toInput?: (row: Row) => Record<string, unknown>;
  /** Rows per request, 10,000 at most. Default 1,000. */
  batchRows?: number;
  /** Requests under way at once. Default 2. */
  concurrency?: number;
  signal?: AbortSignal | undefined;
}

/** What became of one row: a prediction, or what the model has against it. */
export type RowResult<Row> =
  | { row: Row; prediction: Prediction; issues: null }
  | { row: Row; prediction: null; issues: ErrorIssue[] };

export interface PredictedBatch<Row> {
  /** Null when every row of the batch was refused. */
  version: number | null;
  results: RowResult<Row>[];
}

type Predict = (request: PredictRequest, signal?: AbortSignal) => Promise<PredictResponse>;

/**
 * Predicts any number of rows in their order, a batch at a time, and reads no
 * further ahead than the requests that are under way.
 */
export async function* predictAll<Row>(
  predict: Predict,
  rows: AsyncIterable<Row> | Iterable<Row>,
  options: PredictAllOptions<Row>,
): AsyncGenerator<PredictedBatch<Row>> {
  const { model, alias, signal, batchRows = 1_000, concurrency = 2 } = options;
  const toInput = options.toInput ?? ((row) => row as Record<string, unknown>);
  let { version } = options;

  async function predictBatch(batch: Row[]): Promise<PredictedBatch<Row>> {
    const issues = new Map<number, ErrorIssue[]>();
    const inputs = batch.map(toInput);
    for (;;) {
      const accepted = [...inputs.keys()].filter((index) => !issues.has(index));
      if (accepted.length === 0) return { version: null, results: join(batch, [], issues) };
      const which = version === undefined ? { alias } : { version };
      const sent = accepted.map((index) => inputs[index]);
      try {
        const answer = await predict({ model, ...which, rows: sent }, signal);
        version ??= answer.version;
        return { version: answer.version, results: join(batch, answer.predictions, issues) };
      } catch (error) {
        noteRefusals(error, accepted, issues);
      }
    }
  }

  const underWay: Promise<PredictedBatch<Row>>[] = [];
  for await (const batch of inBatches(rows, batchRows)) {
    const work = predictBatch(batch);
    // Heard when its turn comes, which may be after another has failed.
    work.catch(() => {});
    underWay.push(work);
    while (underWay.length >= (version === undefined ? 1 : concurrency)) {
      yield (await underWay.shift()) as PredictedBatch<Row>;
    }
  }
  for (const work of underWay) yield await work;
}

async function* inBatches<Row>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  batchRows: number,
): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The server refuses a request as a whole and names rows of it, so the others are sent again. */
function noteRefusals(error: unknown, sent: number[], issues: Map<number, ErrorIssue[]>): void {
  if (!(error instanceof AppError) || error.code !== "prediction-input-invalid") throw error;
  const before = issues.size;
  for (const { field, ...issue } of error.issues) {
    const [, at, name = ""] = /^rows\[(\d+)\]\.?(.*)$/s.exec(field) ?? [];
    const index = sent[Number(at)];
    if (index === undefined) continue;
    issues.set(index, [...(issues.get(index) ?? []), { field: name, ...issue }]);
  }
  if (issues.size === before) throw error;
}

function join<Row>(
  batch: Row[],
  predictions: Prediction[],
  refused: Map<number, ErrorIssue[]>,
): RowResult<Row>[] {
  let next = 0;
  return batch.map((row, index) => {
    const issues = refused.get(index);
    if (issues) return { row, prediction: null, issues };
    return { row, prediction: predictions[next++] as Prediction, issues: null };
  });
}
