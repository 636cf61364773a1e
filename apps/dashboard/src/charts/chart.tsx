import { useNavigate } from "@tanstack/react-router";
import type { ECharts, EChartsCoreOption } from "echarts/core";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { Button } from "../components/controls/button.tsx";
import { EmptyState } from "../components/feedback/states.tsx";
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
  const [isMissing, setMissing] = useState(false);
  const colors = useColors();
  const { isHeld, hold } = useHold();
  const ready = useEffectEvent((made: ECharts) => onReady?.(made));
  const drawn = useEffectEvent((made: ECharts) => onDrawn?.(made));

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let made: ECharts | undefined;
    let isGone = false;
    const resize = new ResizeObserver(() => made?.resize());
    const begin = ({ init }: typeof import("./echarts.ts")) => {
      if (isGone) return;
      made = init(element);
      resize.observe(element);
      ready(made);
      setChart(made);
    };
    // The file is gone when the server was upgraded since the page was opened.
    import("./echarts.ts").then(begin, () => setMissing(true));
    return () => {
      isGone = true;
      resize.disconnect();
      // Painting that goes on over several frames ends with a newer one, but would outlive `dispose`.
      made?.clear();
      made?.getZr().refreshImmediately();
      made?.dispose();
      setChart(null);
    };
  }, []);

  const drawing = useMemo(() => ({ chart, option, colors }), [chart, option, colors]);
  const done = useRef<typeof drawing>(null);
  useEffect(() => {
    if (chart === null || chart.isDisposed() || isHeld || done.current === drawing) return;
    done.current = drawing;
    chart.setOption({ ...baseOption(colors), ...option(colors) }, { replaceMerge: ownParts });
    drawn(chart);
  }, [chart, option, colors, isHeld, drawing]);

  if (isMissing) {
    return (
      <EmptyState
        title="The chart could not be loaded"
        actions={<Button onClick={() => location.reload()}>Reload the page</Button>}
      >
        The server may have been upgraded since this page was opened.
      </EmptyState>
    );
  }
  return (
    <div
      ref={box}
      onPointerDown={hold}
      role="img"
      aria-label={label}
      className={styles.chart}
      style={{ height: heightPx }}
    />
  );
}

/** What is made anew with each option; where people zoomed to and what they hid in the legend stays. */
const ownParts = ["series", "grid", "xAxis", "yAxis", "parallel", "parallelAxis"];

/** What letting go does, such as brushing, comes first. */
const releaseMs = 50;

/** Whether the pointer is down: what is being dragged must not be drawn anew under it. */
function useHold() {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (!isHeld) return;
    const letGo = () => setTimeout(() => setHeld(false), releaseMs);
    window.addEventListener("pointerup", letGo);
    window.addEventListener("pointercancel", letGo);
    return () => {
      window.removeEventListener("pointerup", letGo);
      window.removeEventListener("pointercancel", letGo);
    };
  }, [isHeld]);
  return { isHeld, hold: () => setHeld(true) };
}

function baseOption(colors: Colors): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colors.ink },
  };
}

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
