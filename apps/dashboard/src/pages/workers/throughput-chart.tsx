import type { Activity } from "@rookery/contracts";
import { formatClock, formatCount } from "@rookery/presentation";
import styles from "./workers.module.css";

const height = 100;

/** One bar per minute, failed attempts at its foot; the last minute is still going on. */
export function ThroughputChart({ minutes }: Pick<Activity, "minutes">) {
  const highest = Math.max(...minutes.map(({ ended }) => ended));
  const total = minutes.reduce((sum, { ended }) => sum + ended, 0);
  return (
    <figure className={styles.throughput}>
      <span className={styles.scale}>
        {highest === 0 ? "nothing ended" : `${formatCount(highest)} per minute at most`}
      </span>
      <svg
        role="img"
        aria-label={`${formatCount(total)} attempts ended in the last hour, at most ${formatCount(highest)} per minute`}
        viewBox={`0 0 ${minutes.length} ${height}`}
        preserveAspectRatio="none"
      >
        {minutes.map((minute, x) => (
          <Bar key={minute.at} x={x} minute={minute} highest={Math.max(highest, 1)} />
        ))}
      </svg>
      <figcaption className={styles.soft}>
        <span>{minutes[0] && formatClock(minutes[0].at)}</span>
        <span>now</span>
      </figcaption>
    </figure>
  );
}

interface BarProps {
  x: number;
  minute: Activity["minutes"][number];
  highest: number;
}

function Bar({ x, minute: { at, ended, failed }, highest }: BarProps) {
  const top = (height * ended) / highest;
  const bad = (height * failed) / highest;
  const place = { x: x + 0.08, width: 0.84 };
  return (
    <g>
      <rect x={x} y={0} width={1} height={height} className={styles.back}>
        <title>
          {`${formatClock(at)}: ${formatCount(ended)} ended, ${formatCount(failed)} failed`}
        </title>
      </rect>
      <rect {...place} y={height - top} height={top - bad} className={styles.good} />
      <rect {...place} y={height - bad} height={bad} className={styles.failed} />
    </g>
  );
}
