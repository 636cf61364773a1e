import { listTags, type State, type Tone, toneOf } from "@rookery/presentation";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import styles from "./badge.module.css";

export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>;
}

/** The state of a sweep, a run or an attempt, in its own word. */
export function StateBadge({ state }: { state: State }) {
  return <Badge tone={toneOf(state)}>{state}</Badge>;
}

/** The tags of a sweep; each leads to the sweeps that share it. */
export function Tags({ tags }: { tags: Record<string, string> }) {
  const all = listTags(tags);
  if (all.length === 0) return null;
  return (
    <ul className={styles.tags} aria-label="Tags">
      {all.map((tag) => (
        <li key={tag}>
          <Link to="/sweeps" search={{ tag }} className={styles.tag}>
            {tag}
          </Link>
        </li>
      ))}
    </ul>
  );
}
