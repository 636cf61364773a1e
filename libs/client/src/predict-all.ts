import type {
  ErrorIssue,
  Prediction,
  PredictRequest,
  PredictResponse,
  RefusedRow,
  TakenCategories,
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
  version: number;
  results: RowResult<Row>[];
  /** Categories that were new to the model, which took them by its policy. */
  unknown: TakenCategories[];
}

/** An answer per row. */
type Predict = (
  request: PredictRequest,
  signal?: AbortSignal,
) => Promise<PredictResponse<Prediction | RefusedRow>>;

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
    const which = version === undefined ? { alias } : { version };
    const answer = await predict({ model, ...which, rows: batch.map(toInput) }, signal);
    version ??= answer.version;
    return {
      version: answer.version,
      results: batch.map((row, index) => toResult(row, answer.predictions[index])),
      unknown: answer.unknown,
    };
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

function toResult<Row>(row: Row, answer: Prediction | RefusedRow | undefined): RowResult<Row> {
  if (!answer) throw new TypeError("The server answered fewer rows than it was sent");
  if ("issues" in answer) return { row, prediction: null, issues: answer.issues };
  return { row, prediction: answer, issues: null };
}
