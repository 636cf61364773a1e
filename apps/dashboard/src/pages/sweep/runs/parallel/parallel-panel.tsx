import type { Direction, RunSummary } from "@rookery/contracts";
import { formatCount } from "@rookery/presentation";
import { Button } from "../../../../components/controls/button.tsx";
import { ScrollArea } from "../../../../components/data/table.tsx";
import { Panel } from "../../../../components/layout/page.tsx";
import type { BrushedPart } from "./brush.ts";
import type { Axis } from "./parallel-axes.ts";
import { ParallelChart } from "./parallel-chart.tsx";
import { maxLines } from "./parallel-lines.ts";

/** Closer together, the names of axes are cut. */
const axisWidthPx = 88;

interface ParallelPanelProps {
  /** Those that the filter finds. */
  runs: readonly RunSummary[];
  /** Those of them that the brush keeps. */
  kept: readonly RunSummary[];
  axes: readonly Axis[];
  /** Parameters for which there is no room. */
  leftOut: readonly string[];
  brush: readonly BrushedPart[];
  objective: { metric: string; direction: Direction };
  onBrush: (parts: BrushedPart[]) => void;
}

export function ParallelPanel({ leftOut, ...chart }: ParallelPanelProps) {
  const { runs, axes, brush, objective, onBrush } = chart;
  const sampled =
    runs.length > maxLines
      ? ` Of ${formatCount(runs.length)} runs the best are drawn, and an even sample of the others.`
      : "";
  const narrowed =
    leftOut.length > 0
      ? ` The ${axes.length - 1} parameters that explain most of ${objective.metric} are here; ${leftOut.join(", ")} found no room.`
      : "";
  return (
    <Panel
      title="Parallel coordinates"
      note={`Drag along an axis to keep the runs of that part; click the axis to let go.${sampled}${narrowed}`}
      actions={brush.length > 0 && <Button onClick={() => onBrush([])}>Clear the brush</Button>}
    >
      <ScrollArea label="All axes">
        <div style={{ minWidth: axes.length * axisWidthPx }}>
          <ParallelChart {...chart} />
        </div>
      </ScrollArea>
    </Panel>
  );
}
