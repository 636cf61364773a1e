import type { ECharts, EChartsCoreOption } from "echarts/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import styles from "./chart.module.css";
import { type Colors, useColors } from "./colors.ts";

interface ChartProps {
  /** What the chart shows, in a sentence, for those who cannot see it. */
  label: string;
  /** Makes the option anew; keep it stable with `useCallback`, or the chart is drawn at every render. */
  option: (colors: Colors) => EChartsCoreOption;
  heightPx?: number;
  /** Called once with the chart, to listen to it. */
  onReady?: (chart: ECharts) => void;
  /** Called whenever it has been drawn anew, to bring back what people had marked. */
  onDrawn?: (chart: ECharts) => void;
}

/** An ECharts chart. The library is loaded with the first one. */
export function Chart({ label, option, heightPx = 280, onReady, onDrawn }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<ECharts | null>(null);
  const colors = useColors();
  const ready = useEffectEvent((made: ECharts) => onReady?.(made));
  const drawn = useEffectEvent((made: ECharts) => onDrawn?.(made));

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let made: ECharts | undefined;
    let isGone = false;
    const resize = new ResizeObserver(() => made?.resize());
    void import("./echarts.ts").then(({ init }) => {
      if (isGone) return;
      made = init(element);
      resize.observe(element);
      ready(made);
      setChart(made);
    });
    return () => {
      isGone = true;
      resize.disconnect();
      made?.dispose();
      setChart(null);
    };
  }, []);

  useEffect(() => {
    if (chart === null || chart.isDisposed()) return;
    chart.setOption({ ...baseOption(colors), ...option(colors) }, { notMerge: true });
    drawn(chart);
  }, [chart, option, colors]);

  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      className={styles.chart}
      style={{ height: heightPx }}
    />
  );
}

function baseOption(colors: Colors): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colors.ink },
  };
}
