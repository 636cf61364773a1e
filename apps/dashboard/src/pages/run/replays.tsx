import type { Run, RunReplay } from "@rookery/contracts";
import { formatExact, hasEnded, judgeReplay } from "@rookery/presentation";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { Button } from "../../components/controls/button.tsx";
import { Badge } from "../../components/data/badge.tsx";
import { Table } from "../../components/data/table.tsx";
import { useToasts } from "../../components/feedback/toasts.tsx";
import { Panel } from "../../components/layout/page.tsx";
import { api } from "../../server/api.ts";
import { queries } from "../../server/queries.ts";
import styles from "./run.module.css";

/** What came of training the run once more, the newest first. */
export function ReplaysPanel({ replays }: Pick<Run, "replays">) {
  if (replays.length === 0) return null;
  return (
    <Panel
      title="Trained once more"
      note="From what is recorded: the same data, parameters and seed."
    >
      <ul className={styles.replays}>
        {replays.map((replay) => (
          <li key={replay.runId}>
            <Replay replay={replay} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Replay({ replay }: { replay: RunReplay }) {
  const { runId, differences, environment } = replay;
  const { tone, verdict, reason } = judgeReplay(replay);
  return (
    <>
      <p className={styles.verdict}>
        <Badge tone={tone}>{verdict}</Badge>
        <Link to="/runs/$runId" params={{ runId }}>
          The replay
        </Link>
      </p>
      <p>{reason}</p>
      {differences.length > 0 && (
        <Changes
          title="Metrics that differ"
          rows={differences.map(({ metric, before, after }) => ({
            name: metric,
            before: formatExact(before),
            after: formatExact(after),
          }))}
        />
      )}
      {environment.length > 0 && (
        <Changes
          title="Versions that are others now"
          rows={environment.map(({ name, before, after }) => ({
            name,
            before: before ?? "–",
            after: after ?? "–",
          }))}
        />
      )}
    </>
  );
}

interface ChangesProps {
  title: string;
  rows: readonly { name: string; before: string; after: string }[];
}

function Changes({ title, rows }: ChangesProps) {
  return (
    <Table headings={[title, "Before", "Now"]}>
      {rows.map(({ name, before, after }) => (
        <tr key={name}>
          <td>{name}</td>
          <td>{before}</td>
          <td>{after}</td>
        </tr>
      ))}
    </Table>
  );
}

/** Whether one of its replays is still under way. */
export function isReplaying({ replays }: Pick<Run, "replays">): boolean {
  return !replays.every(hasEnded);
}

/** Trains the run once more, to see whether it comes out the same. */
export function ReplayButton({ run }: { run: Run }) {
  const cache = useQueryClient();
  const { tell, tellFailure } = useToasts();
  const replay = useMutation({
    mutationFn: () => api.runs.replay(run.id),
    onSuccess: () => {
      tell("It is trained once more");
      return cache.invalidateQueries({ queryKey: queries.runs.get(run.id).queryKey });
    },
    onError: (error) => tellFailure("Could not train it once more", error),
  });
  if (run.state !== "succeeded") return null;
  return (
    <Button
      disabled={replay.isPending || isReplaying(run)}
      title="With the same data, parameters and seed, to see whether it comes out the same"
      onClick={() => replay.mutate()}
    >
      <RotateCcw aria-hidden size={16} />
      Train once more
    </Button>
  );
}
