import type { SweepWarning } from "@rookery/contracts";
import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import { api } from "./api.ts";
import { allPages, at, forEver, idleMs, mostOffered, type Place } from "./query-parts.ts";

/** The columns the server would choose, and what it says of them. */
export interface SuggestedFeatures {
  features: string[];
  warnings: SweepWarning[];
}

export interface FeaturesQuestion {
  dataset: string;
  version: number;
  target: string;
  trainer: string;
}

export const datasets = {
  /** The beginning of the keys of all lists. */
  lists: ["datasets"],
  list: ({ cursor }: Place) =>
    queryOptions({
      queryKey: ["datasets", { cursor }],
      queryFn: ({ signal }) => api.datasets.list({ limit: 50, ...at(cursor) }, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: idleMs,
    }),
  /** To choose one of. */
  names: () =>
    queryOptions({
      queryKey: ["datasets", "names"],
      queryFn: ({ signal }) => api.datasets.list({ limit: mostOffered }, { signal }),
    }),
  /** The newest version, which may be followed by another, or the one of a number, which never changes. */
  get: (name: string, version: number | undefined) =>
    queryOptions({
      queryKey: ["dataset", name, version ?? "newest"],
      queryFn: ({ signal }) =>
        version === undefined
          ? api.datasets.get(name, { signal })
          : api.datasets.version(name, version, { signal }),
      ...(version === undefined ? { refetchInterval: idleMs } : forEver),
    }),
  versions: (name: string) =>
    allPages(["dataset", name, "versions"], (page, call) =>
      api.datasets.versions(name, { limit: 20, ...page }, call),
    ),
  profile: (name: string, version: number, target: string | undefined) =>
    queryOptions({
      queryKey: ["dataset", name, version, "profile", target],
      queryFn: ({ signal }) =>
        api.datasets.profile(name, version, target ? { target } : {}, { signal }),
      placeholderData: keepPreviousData,
      ...forEver,
    }),
  rows: (name: string, version: number, page: { offset: number; limit: number }) =>
    queryOptions({
      queryKey: ["dataset", name, version, "rows", page],
      queryFn: ({ signal }) => api.datasets.rows(name, version, page, { signal }),
      placeholderData: keepPreviousData,
      ...forEver,
    }),
  diff: (name: string, from: number, to: number) =>
    queryOptions({
      queryKey: ["dataset", name, from, "diff", to],
      queryFn: ({ signal }) => api.datasets.diff(name, from, to, { signal }),
      ...forEver,
    }),
  /**
   * The columns the server chooses by itself for a target of a table, and what it says of them. Which trainer is asked
   * for makes no difference, as long as it has the target's task.
   */
  features: (asked: FeaturesQuestion | undefined) =>
    queryOptions({
      queryKey: ["dataset", asked?.dataset, asked?.version, "features", asked?.target],
      queryFn: asked ? ({ signal }) => suggestFeatures(asked, signal) : skipToken,
      ...forEver,
    }),
  /** The key of the columns that a file of this machine seems to have. */
  columnNames: (file: File) => ["column-names", file.name, file.size, file.lastModified],
  /** The key of a file that this tab has sent. */
  sentFile: (contentHash: string) => ["sent-file", contentHash],
};

async function suggestFeatures(
  { dataset, version, target, trainer }: FeaturesQuestion,
  signal: AbortSignal,
): Promise<SuggestedFeatures> {
  // The least that can be asked about: the choice depends on the table and the target alone.
  const { spec, warnings } = await api.sweeps.plan(
    {
      dataset,
      datasetVersion: version,
      target,
      trainer,
      space: {},
      validation: { kind: "hold-out" },
      testFraction: 0,
      rareClasses: "drop",
      promotion: { rule: "never" },
    },
    { signal },
  );
  return { features: spec.features, warnings };
}
