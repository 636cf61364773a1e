import type { DatasetColumn, SweepWarning } from "@rookery/contracts";
import type { Database } from "@rookery/database";
import pg from "pg";
import type { StoredDatasetVersion } from "../versions/get-dataset-version.ts";
import { quoteTable, rowNumberColumn } from "../versions/sql-names.ts";
import { countBlanks, isNumeric, numericSql, unlessOutOfRange } from "./column-sql.ts";
import { measureAssociation } from "./measure-association.ts";

/** What is suspicious about a column, before anybody has decided what to do about it. */
export type Leak = Omit<SweepWarning, "leftOut">;

/** With fewer values nothing can be told from their being all different. */
const minIdRows = 20;
const nearlyAll = 0.95;
const idNames = [/(?:^|[^a-z])(?:id|uuid|guid|index|idx|key|nr|no)$/i, /[a-z](?:Id|ID|Key)$/];
/** A column with more distinct values than rows / 5 tells little by determining anything. */
const rowsPerValue = 5;
const determined = 0.99;
const correlated = 0.999;
/** Rows that are looked at for dependence on the target; of larger tables, every n-th. */
const sampledRows = 100_000;

export interface FindLeaksOptions {
  database: Database;
  version: StoredDatasetVersion;
  target: string;
  features: readonly string[];
}

/**
 * Features a model should rather not see: constants, identifiers, and columns
 * that determine the target all by themselves, be it by having a value or none.
 * A number that is merely different in every row is none of these.
 */
export async function findLeaks(options: FindLeaksOptions): Promise<Leak[]> {
  const { database, version, features } = options;
  const target = version.columns.find(({ name }) => name === options.target) as DatasetColumn;
  const wanted = new Set(features);
  const leaks: Leak[] = [];
  for (const column of version.columns) {
    if (!wanted.has(column.name)) continue;
    const leak =
      findRowLabels(version, column) ??
      findConstant(column) ??
      (await findId(database, version, column)) ??
      (await findDependence(database, version, column, target)) ??
      (await findPresence(database, version, column, target));
    if (leak) leaks.push(leak);
  }
  return leaks;
}

function findRowLabels({ report }: StoredDatasetVersion, { name }: DatasetColumn) {
  const isLabel = report.columns.some((each) => each.name === name && each.labelsRows);
  if (!isLabel) return undefined;
  const evidence = "The first column, to which the file gives no name, as row labels have none";
  return { column: name, kind: "id-like", evidence } satisfies Leak;
}

/** Having no value is a value of its own: a column of `x` and blanks is a flag. */
function findConstant({ name, distinct, missing }: DatasetColumn): Leak | undefined {
  if (distinct > 1 || (distinct === 1 && missing > 0)) return undefined;
  const evidence = distinct === 0 ? "No row has a value" : "Every value is the same";
  return { column: name, kind: "constant", evidence };
}

async function findId(
  { pool }: Database,
  { processedTable, rows }: StoredDatasetVersion,
  { name, sqlName, kind, missing, distinct }: DatasetColumn,
): Promise<Leak | undefined> {
  const values = rows - missing;
  if (values < minIdRows) return undefined;
  if (kind === "category" && distinct >= nearlyAll * values) {
    return {
      column: name,
      kind: "id-like",
      evidence: `${distinct} different values in ${values} rows`,
    };
  }
  if (kind !== "number" || distinct !== values) return undefined;
  const value = pg.escapeIdentifier(sqlName);
  const { rows: found } = await pool.query<{ whole: boolean; span: number; rising: boolean }>(
    `select bool_and(number = trunc(number)) as whole, max(number) - min(number) + 1 as span,
            bool_and(rises) as rising
     from (select ${value} as number, ${value} > lag(${value}) over (order by ${rowNumberColumn}) as rises
           from ${quoteTable(processedTable)} where ${value} is not null) as each`,
  );
  const { whole, span, rising } = found[0] as { whole: boolean; span: number; rising: boolean };
  if (!whole) return undefined;
  const because =
    span === values
      ? "without a gap"
      : rising
        ? "rising from row to row"
        : idNames.some((pattern) => pattern.test(name)) && "in a column named like an identifier";
  if (!because) return undefined;
  const evidence = `${values} whole numbers, all different, ${because}`;
  return { column: name, kind: "id-like", evidence };
}

async function findDependence(
  database: Database,
  version: StoredDatasetVersion,
  column: DatasetColumn,
  target: DatasetColumn,
): Promise<Leak | undefined> {
  const table = sampleOf(version);
  if (isNumeric(column) && isNumeric(target)) {
    return await findCorrelation(database, table, column, target);
  }
  if (!hasFewValues(version, column)) return undefined;
  if (isNumeric(target)) return await findSpread(database, table, column, target);
  return await findPurity(database, table, column, target);
}

function hasFewValues({ rows }: StoredDatasetVersion, { distinct, missing }: DatasetColumn) {
  return distinct * rowsPerValue <= rows - missing;
}

/** What a column of categories leaves of a number's spread. */
async function findSpread(
  { pool }: Database,
  table: string,
  column: DatasetColumn,
  target: DatasetColumn,
): Promise<Leak | undefined> {
  const { value } = await measureAssociation(pool, table, [column, target]);
  if (value === null || value < correlated) return undefined;
  const evidence = `Its values leave next to nothing of the target's spread: correlation ratio ${value.toFixed(5)}`;
  return { column: column.name, kind: "determines-target", evidence };
}

/** Every n-th row, in parentheses with a name. */
function sampleOf({ processedTable, rows }: StoredDatasetVersion): string {
  const step = Math.ceil(rows / sampledRows);
  const table = quoteTable(processedTable);
  return step === 1
    ? table
    : `(select * from ${table} where ${rowNumberColumn} % ${step} = 0) as sample`;
}

async function findCorrelation(
  { pool }: Database,
  table: string,
  column: DatasetColumn,
  target: DatasetColumn,
): Promise<Leak | undefined> {
  const [a, b] = [numericSql(column), numericSql(target)];
  const result = await unlessOutOfRange(
    pool.query<{ correlation: number | null; same: boolean; rows: number }>(
      `select corr(${a}, ${b}) as correlation, bool_and(${a} = ${b}) as same,
              regr_count(${a}, ${b})::int as rows from ${table}`,
    ),
  );
  const { correlation = null, same = false, rows = 0 } = result?.rows[0] ?? {};
  if (correlation === null || rows < minIdRows || Math.abs(correlation) <= correlated)
    return undefined;
  if (same)
    return {
      column: column.name,
      kind: "duplicate-of-target",
      evidence: "Equal to the target in every row",
    };
  const evidence = `Its correlation with the target is ${correlation.toFixed(5)}`;
  return { column: column.name, kind: "determines-target", evidence };
}

async function findPurity(
  database: Database,
  table: string,
  column: DatasetColumn,
  target: DatasetColumn,
): Promise<Leak | undefined> {
  const value = pg.escapeIdentifier(column.sqlName);
  const purity = await measurePurity(database, table, value, target);
  if (!tellsTarget(purity)) return undefined;
  const { size, known, values } = purity;
  const exactly = known === size && values === target.distinct;
  return exactly
    ? {
        column: column.name,
        kind: "duplicate-of-target",
        evidence: `Each of its ${values} values stands for one value of the target`,
      }
    : {
        column: column.name,
        kind: "determines-target",
        evidence: `Its ${values} values tell the target in ${known} of ${size} rows`,
      };
}

/** What is written down for one class, or number, alone, such as why a customer left, gives it away by being there. */
async function findPresence(
  database: Database,
  version: StoredDatasetVersion,
  column: DatasetColumn,
  target: DatasetColumn,
): Promise<Leak | undefined> {
  const filled = version.rows - column.missing;
  if (Math.min(filled, column.missing) < minIdRows) return undefined;
  if (isNumeric(target)) {
    if (!hasFewValues(version, column)) return undefined;
    const table = countBlanks(sampleOf(version), column, target);
    return await findSpread(database, table, { ...column, kind: "category" }, target);
  }
  const isThere = `(${pg.escapeIdentifier(column.sqlName)} is not null)`;
  const purity = await measurePurity(database, sampleOf(version), isThere, target);
  if (!tellsTarget(purity)) return undefined;
  const { size, known } = purity;
  const evidence = `Whether it has a value tells the target in ${known} of ${size} rows`;
  return { column: column.name, kind: "determines-target", evidence };
}

interface Purity {
  /** Rows in which both are known. */
  size: number;
  /** Of them, those with the most frequent value of the target. */
  guessed: number;
  /** Those with the most frequent value of the target given the feature. */
  known: number;
  /** Different values of the feature. */
  values: number;
}

/**
 * Whether one errs about the target next to never when the feature is known:
 * Goodman and Kruskal's lambda. https://en.wikipedia.org/wiki/Goodman_and_Kruskal%27s_lambda
 */
function tellsTarget({ size, guessed, known }: Purity): boolean {
  return size >= minIdRows && guessed < size && (known - guessed) / (size - guessed) >= determined;
}

/** `feature` is an expression over the table's columns. */
async function measurePurity(
  { pool }: Database,
  table: string,
  feature: string,
  target: DatasetColumn,
): Promise<Purity> {
  const { rows } = await pool.query<Purity>(
    `with pairs as (select ${feature} as a, ${pg.escapeIdentifier(target.sqlName)} as b from ${table}),
          cells as (select a, b, count(*)::int as size from pairs
                    where a is not null and b is not null group by 1, 2)
     select coalesce((select sum(size) from cells), 0)::int as size,
            coalesce((select max(size) from (select sum(size) as size from cells group by b) as by_b), 0)::int as guessed,
            coalesce((select sum(size) from (select max(size) as size from cells group by a) as by_a), 0)::int as known,
            (select count(distinct a) from cells)::int as values`,
  );
  return rows[0] as Purity;
}
