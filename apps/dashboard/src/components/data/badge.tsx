import { type State, type Tone, toneOf } from "@rookery/presentation";
import type { ReactNode } from "react";
import styles from "./badge.module.css";

export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>;
}

/** The state of a sweep, a run or an attempt, in its own word. */
export function StateBadge({ state }: { state: State }) {
  return <Badge tone={toneOf(state)}>{state}</Badge>;
}
