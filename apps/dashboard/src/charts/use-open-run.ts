import { useNavigate } from "@tanstack/react-router";
import type { ECharts } from "echarts/core";
import { useEffectEvent } from "react";

/** What of a chart the pointer is on. */
export interface Hit {
  seriesIndex?: number;
  dataIndex?: number;
}

/** For a chart's `onReady`: a click on a point opens the run that `find` says is there. */
export function useOpenRun(find: (hit: Hit) => { id: string } | undefined) {
  const navigate = useNavigate();
  const open = useEffectEvent((hit: Hit) => {
    const run = find(hit);
    if (run) void navigate({ to: "/runs/$runId", params: { runId: run.id } });
  });
  return (chart: ECharts) => void chart.on("click", (event) => open(event as Hit));
}
