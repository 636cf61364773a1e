import {
  decodeMetric,
  metricNames,
  type RunSummary,
  type SweepSpec,
  trainerParam,
} from "@rookery/contracts";

/** A run with what its summary lacks. */
export interface ExportedRun extends RunSummary {
  durationMs: number | null;
  /** Why it failed. */
  error: string | null;
}

export type CsvCell = string | number | boolean | null | undefined;

export interface ExportColumn {
  /** Of the leaderboard's column that shows the same; undefined where none does. */
  shownAs?: string;
  title: string;
  cell: (run: ExportedRun) => CsvCell;
}

export interface ExportedNames {
  params: Iterable<string>;
  metrics: Iterable<string>;
}

/**
 * The columns of a sweep's runs in a file: number and state, the trainer where
 * there are several, every parameter in the order of the space, every metric with the objective first, times, and why
 * a run failed. The order does not depend on that of the runs. A parameter or
 * metric whose name is taken by a column before it says what it is.
 */
export function listExportColumns(
  { space, objective }: Pick<SweepSpec, "space" | "objective">,
  names: ExportedNames,
): ExportColumn[] {
  const before: ExportColumn[] = [
    { shownAs: "number", title: "number", cell: ({ number }) => number },
    { shownAs: "state", title: "state", cell: ({ state }) => state },
  ];
  const behind: ExportColumn[] = [
    { title: "started", cell: ({ startedAt }) => startedAt },
    { title: "ended", cell: ({ endedAt }) => endedAt },
    { shownAs: "time", title: "durationMs", cell: ({ durationMs }) => durationMs },
    { title: "error", cell: ({ error }) => error },
  ];
  const taken = new Set([...before, ...behind].map(({ title }) => title));
  const titleOf = (kind: string, name: string) => {
    let title = name;
    while (taken.has(title)) title = `${kind} ${title}`;
    taken.add(title);
    return title;
  };
  const paramOrder = [trainerParam, ...Object.keys(space)];
  const ofParams = inOrder(names.params, paramOrder).map((name): ExportColumn => {
    const title = titleOf("param", name);
    return { shownAs: `param.${name}`, title, cell: ({ params }) => params[name] };
  });
  const knownFirst = [objective.metric, ...metricNames];
  const ofMetrics = inOrder(names.metrics, knownFirst).map((name): ExportColumn => {
    const title = titleOf("metric", name);
    const cell = ({ metrics: { [name]: metric } }: ExportedRun) =>
      metric === undefined ? undefined : decodeMetric(metric);
    return { shownAs: name, title, cell };
  });
  return [...before, ...ofParams, ...ofMetrics, ...behind];
}

/** Each name once: those of the order first, the others by the alphabet. */
function inOrder(names: Iterable<string>, order: readonly string[]): string[] {
  const left = new Set(names);
  const first = order.filter((name) => left.delete(name));
  return [...first, ...[...left].sort()];
}
