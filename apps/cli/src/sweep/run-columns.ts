import type { RunSummary } from "@rookery/contracts";

/** A run with what its summary lacks. */
export interface ExportedRun extends RunSummary {
  durationMs: number | null;
  error: string | null;
}

export interface RunColumn {
  title: string;
  cell: (run: ExportedRun) => unknown;
}

/**
 * Number and state, every parameter and metric, times, and why it failed. A
 * parameter or metric whose name is taken by a column before it says what it is.
 */
export function listRunColumns(params: Iterable<string>, metrics: Iterable<string>): RunColumn[] {
  const before: RunColumn[] = [
    { title: "number", cell: ({ number }) => number },
    { title: "state", cell: ({ state }) => state },
  ];
  const behind: RunColumn[] = [
    { title: "started", cell: ({ startedAt }) => startedAt },
    { title: "ended", cell: ({ endedAt }) => endedAt },
    { title: "durationMs", cell: ({ durationMs }) => durationMs },
    { title: "error", cell: ({ error }) => error },
  ];
  const taken = new Set([...before, ...behind].map(({ title }) => title));
  const titleOf = (kind: string, name: string) => {
    let title = name;
    while (taken.has(title)) title = `${kind} ${title}`;
    taken.add(title);
    return title;
  };
  const ofParams = [...params].map((name): RunColumn => {
    return { title: titleOf("param", name), cell: (run) => run.params[name] };
  });
  const ofMetrics = [...metrics].map((name): RunColumn => {
    return { title: titleOf("metric", name), cell: (run) => run.metrics[name] };
  });
  return [...before, ...ofParams, ...ofMetrics, ...behind];
}
