import { formatCount } from "@rookery/presentation";
import styles from "./columns.module.css";

interface HistogramProps {
  name: string;
  counts: readonly number[];
  /** One more than there are counts. */
  edges: readonly string[];
}

const height = 40;

/** Small bars, each with its range and count as title. */
export function Histogram({ name, counts, edges }: HistogramProps) {
  const highest = Math.max(...counts, 1);
  const [first, last] = [edges[0], edges.at(-1)];
  return (
    <figure className={styles.histogram}>
      <svg
        role="img"
        aria-label={`Histogram of ${name} from ${first} to ${last}`}
        viewBox={`0 0 ${counts.length} ${height}`}
        preserveAspectRatio="none"
      >
        {counts.map((count, bin) => {
          const bar = (height * count) / highest;
          return (
            <g key={edges[bin]}>
              <rect x={bin} y={0} width={1} height={height} className={styles.back}>
                <title>{`${edges[bin]} to ${edges[bin + 1]}: ${formatCount(count)}`}</title>
              </rect>
              <rect
                x={bin + 0.06}
                y={height - bar}
                width={0.88}
                height={bar}
                className={styles.bar}
              />
            </g>
          );
        })}
      </svg>
      <figcaption>
        <span>{first}</span>
        <span>{last}</span>
      </figcaption>
    </figure>
  );
}
