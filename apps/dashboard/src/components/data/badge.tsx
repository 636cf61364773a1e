import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import styles from "./badge.module.css";

export type Tone = "good" | "bad" | "warn" | "busy" | "calm";

const tones: Record<string, Tone> = {
  succeeded: "good",
  failed: "bad",
  "timed-out": "bad",
  lost: "bad",
  running: "busy",
  finalizing: "busy",
  stopping: "warn",
  paused: "warn",
  pruned: "warn",
};

export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>;
}

/** The state of a sweep, a run or an attempt, in its own word. */
export function StateBadge({ state }: { state: string }) {
  return <Badge tone={tones[state] ?? "calm"}>{state}</Badge>;
}

/** The tags of a sweep; each leads to the sweeps that share it. */
export function Tags({ tags }: { tags: Record<string, string> }) {
  const all = Object.entries(tags).map(([key, value]) => `${key}:${value}`);
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
