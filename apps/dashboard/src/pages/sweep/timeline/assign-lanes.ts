interface Span {
  startMs: number;
  endMs: number;
}

/** Puts spans that overlap on lanes of their own: the lane of each, in their order, and how many there are. */
export function assignLanes(spans: readonly Span[]): { lanes: number[]; count: number } {
  const lanes = new Array<number>(spans.length).fill(0);
  const freeFromMs: number[] = [];
  const order = spans.map((span, index) => ({ ...span, index }));
  order.sort((a, b) => a.startMs - b.startMs);
  for (const { startMs, endMs, index } of order) {
    const free = freeFromMs.findIndex((fromMs) => fromMs <= startMs);
    const lane = free < 0 ? freeFromMs.length : free;
    freeFromMs[lane] = endMs;
    lanes[index] = lane;
  }
  return { lanes, count: freeFromMs.length };
}
