import type { Association, ColumnProfile } from "@rookery/contracts";
import { formatCount, formatDay, formatShort } from "@rookery/presentation";
import { Badge } from "../../../components/data/badge.tsx";
import styles from "./columns.module.css";
import { Histogram } from "./histogram.tsx";
import { TopValues } from "./top-values.tsx";

interface ColumnCardProps {
  column: ColumnProfile;
  rows: number;
  why: string | undefined;
  isTarget: boolean;
}

export function ColumnCard({ column, rows, why, isTarget }: ColumnCardProps) {
  return (
    <li className={styles.column}>
      <div className={styles.about}>
        <div className={styles.line}>
          <h3>{column.name}</h3>
          <span className={styles.kind}>{column.kind}</span>
          {isTarget && <Badge tone="busy">target</Badge>}
        </div>
        {why && <p className={styles.why}>{why}</p>}
        <p className={styles.why}>
          {formatCount(column.distinct)} distinct ·{" "}
          {column.missing === 0 ? "none missing" : describeMissing(column.missing, rows)}
        </p>
        {column.association && !isTarget && <AssociationBar association={column.association} />}
      </div>
      <Distribution column={column} />
    </li>
  );
}

function Distribution({ column }: { column: ColumnProfile }) {
  if ("top" in column) {
    return (
      <div className={styles.values}>
        <TopValues values={column.top} count={column.count} distinct={column.distinct} />
      </div>
    );
  }
  if ("median" in column) {
    const { name, histogram, min, median, max } = column;
    const show = (moment: string | null) => (moment === null ? "–" : formatDay(moment));
    return (
      <>
        {histogram && (
          <Histogram name={name} counts={histogram.counts} edges={histogram.edges.map(formatDay)} />
        )}
        <Numbers
          facts={[
            ["first", show(min)],
            ["median", show(median)],
            ["last", show(max)],
          ]}
        />
      </>
    );
  }
  const { name, histogram, quantiles, mean, std } = column;
  return (
    <>
      {histogram && (
        <Histogram name={name} counts={histogram.counts} edges={histogram.edges.map(formatShort)} />
      )}
      {quantiles && (
        <div>
          {mean !== null && (
            <p className={styles.why}>
              mean {formatShort(mean)}
              {std !== null && `, standard deviation ${formatShort(std)}`}
            </p>
          )}
          <Numbers
            facts={quantileNames.map(([key, label]) => [label, formatShort(quantiles[key])])}
          />
        </div>
      )}
    </>
  );
}

/** Three rows of three: the low end, the middle, the high end. */
const quantileNames = [
  ["min", "min"],
  ["p1", "1%"],
  ["p5", "5%"],
  ["p25", "25%"],
  ["p50", "median"],
  ["p75", "75%"],
  ["p95", "95%"],
  ["p99", "99%"],
  ["max", "max"],
] as const;

function Numbers({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className={styles.numbers}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const measures: Record<Association["measure"], string> = {
  pearson: "Pearson’s r",
  "correlation-ratio": "correlation ratio, adjusted",
  "cramers-v": "Cramér’s V, adjusted",
};

function AssociationBar({ association: { measure, value, rows } }: { association: Association }) {
  return (
    <p className={styles.association} title={`Over ${formatCount(rows)} rows that have both`}>
      <span className={styles.track}>
        <span style={{ width: `${100 * Math.abs(value ?? 0)}%` }} />
      </span>
      <span>
        {value === null ? "not defined" : value.toFixed(2)} {measures[measure]}
      </span>
    </p>
  );
}

function describeMissing(missing: number, rows: number): string {
  const percent = (100 * missing) / Math.max(rows, 1);
  return `${formatCount(missing)} missing (${percent < 0.1 ? "<0.1" : percent.toFixed(1)}%)`;
}
