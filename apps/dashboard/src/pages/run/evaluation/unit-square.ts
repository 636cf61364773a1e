import type { Colors } from "../../../charts/colors.ts";
import { axisLooks, tooltipLooks } from "../../../charts/parts.ts";

/** Both axes from 0 to 1, with the diagonal. */
export function unitSquare(colors: Colors, { across, up }: { across: string; up: string }) {
  const axis = { type: "value", min: 0, max: 1, nameLocation: "middle", ...axisLooks(colors) };
  return {
    grid: { left: 24, right: 12, top: 36, bottom: 4, outerBoundsMode: "same" },
    legend: { top: 0, left: 0, textStyle: { color: colors.ink } },
    tooltip: tooltipLooks(colors),
    xAxis: { ...axis, name: across, nameGap: 28 },
    yAxis: { ...axis, name: up, nameGap: 36 },
  };
}

export function diagonal(colors: Colors) {
  return {
    type: "line",
    data: [
      [0, 0],
      [1, 1],
    ],
    showSymbol: false,
    silent: true,
    tooltip: { show: false },
    lineStyle: { color: colors["line-strong"], type: "dashed", width: 1 },
  };
}
