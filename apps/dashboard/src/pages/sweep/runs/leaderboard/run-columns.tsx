import type { RunSummary } from "@rookery/contracts";
import { type LeaderboardColumn, listLeaderboardColumns, partialNote } from "@rookery/presentation";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { StateBadge } from "../../../../components/data/badge.tsx";
import styles from "./leaderboard.module.css";

export interface RunColumn extends LeaderboardColumn {
  widthPx: number;
  cell: (run: RunSummary) => ReactNode;
}

export function makeColumns(runs: readonly RunSummary[], objective: string): RunColumn[] {
  return listLeaderboardColumns(runs, objective).map((column) => ({
    ...column,
    widthPx: widthOf(column, runs),
    cell: (run) => showCell(column, run),
  }));
}

function showCell({ kind, text, isPartial }: LeaderboardColumn, run: RunSummary): ReactNode {
  if (kind === "number") {
    return (
      <Link to="/runs/$runId" params={{ runId: run.id }}>
        {text(run)}
      </Link>
    );
  }
  if (kind === "state") return <StateBadge state={run.state} />;
  if (!isPartial(run)) return text(run);
  return (
    <span className={styles.partial} title={partialNote}>
      {text(run)}
    </span>
  );
}

const sampledRows = 200;
const fixedWidthsPx = { number: 84, state: 142, time: 96 };

function widthOf(column: LeaderboardColumn, runs: readonly RunSummary[]): number {
  const { kind, title, isNumber, text } = column;
  if (kind === "number" || kind === "state" || kind === "time") return fixedWidthsPx[kind];
  const ofTitle = Math.min(220, Math.max(110, 48 + title.length * 8));
  if (kind === "param" && isNumber) return ofTitle;
  // Metrics of one column are equally long but for what stands before the point.
  const step = isNumber ? Math.ceil(runs.length / sampledRows) : 1;
  return Math.max(ofTitle, widthOfLongest(runs.filter((_, i) => i % step === 0).map(text)));
}

/** Room for the longest text, within bounds. */
function widthOfLongest(texts: readonly string[]): number {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  return Math.min(260, 32 + longest * 8);
}
