import { sweepStates } from "@rookery/contracts";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { rootRoute } from "./root-route.ts";

const SweepFilter = z.object({
  /** What a name contains. */
  name: z.string().trim().min(1).max(200).optional().catch(undefined),
  experiment: z.string().optional(),
  /** `owner` or `owner:ann`. */
  tag: z.string().optional(),
  state: z.enum(sweepStates).optional().catch(undefined),
});
export type SweepFilter = z.infer<typeof SweepFilter>;

const ListSearch = z.object({ cursor: z.string().optional() });

const LaunchSearch = z.object({
  dataset: z.string().optional(),
  version: z.string().optional(),
  /** A sweep whose request fills the form. */
  from: z.string().optional(),
});

const sweepViews = ["overview", "runs", "plots", "timeline", "failures"] as const;
export type SweepView = (typeof sweepViews)[number];

const SweepSearch = z.object({
  view: z.enum(sweepViews).optional().catch(undefined),
  /** A filter of runs, see filter-runs.ts. */
  where: z.string().optional(),
  /** `accuracy:desc`, a column and a direction. */
  sort: z.string().optional(),
  /** Hidden columns, separated by commas. */
  hide: z.string().optional(),
  /** Brushed ranges of the parallel coordinates: `steps~50~100,kind:a~b`. */
  brush: z.string().optional(),
  /** Numbers of runs picked to be compared: `3,17`. */
  picks: z.string().optional(),
  x: z.string().optional(),
  y: z.string().optional(),
  color: z.string().optional(),
});
export type SweepSearch = z.infer<typeof SweepSearch>;

const RunSearch = z.object({ metric: z.string().optional() });

const CompareSearch = z.object({ runs: z.string().optional(), metric: z.string().optional() });

const datasetViews = ["columns", "rows", "cleaning", "versions"] as const;
export type DatasetView = (typeof datasetViews)[number];

const DatasetSearch = z.object({
  view: z.enum(datasetViews).optional().catch(undefined),
  /** The column with which the others are associated. */
  target: z.string().optional(),
  /** The first row that is shown, from 0. */
  offset: z.coerce.number().int().min(0).optional().catch(undefined),
  /** The version with which this one is compared. */
  other: z.coerce.number().int().min(1).optional().catch(undefined),
});

const modelViews = ["versions", "try", "promotions"] as const;
export type ModelView = (typeof modelViews)[number];

const ModelSearch = z.object({
  view: z.enum(modelViews).optional().catch(undefined),
  /** The version that is tried; without one the champion, or the newest. */
  version: z.coerce.number().int().min(1).optional().catch(undefined),
});

const getParentRoute = () => rootRoute;

const datasetPage = lazyRouteComponent(
  () => import("../pages/datasets/dataset-page.tsx"),
  "DatasetPage",
);

/** The address of every page, what may stand in it, and the page, which is loaded when somebody goes there. */
export const pageRoutes = [
  createRoute({
    getParentRoute,
    path: "/sweeps",
    validateSearch: SweepFilter.extend(ListSearch.shape),
    component: lazyRouteComponent(() => import("../pages/sweeps/sweeps-page.tsx"), "SweepsPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/sweeps/new",
    validateSearch: LaunchSearch,
    component: lazyRouteComponent(() => import("../pages/launch/launch-page.tsx"), "LaunchPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/sweeps/$sweepId",
    validateSearch: SweepSearch,
    component: lazyRouteComponent(() => import("../pages/sweep/sweep-page.tsx"), "SweepPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/runs/$runId",
    validateSearch: RunSearch,
    component: lazyRouteComponent(() => import("../pages/run/run-page.tsx"), "RunPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/compare",
    validateSearch: CompareSearch,
    component: lazyRouteComponent(() => import("../pages/compare/compare-page.tsx"), "ComparePage"),
  }),
  createRoute({
    getParentRoute,
    path: "/datasets",
    validateSearch: ListSearch,
    component: lazyRouteComponent(
      () => import("../pages/datasets/datasets-page.tsx"),
      "DatasetsPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/datasets/$name",
    validateSearch: DatasetSearch,
    component: datasetPage,
  }),
  createRoute({
    getParentRoute,
    path: "/datasets/$name/versions/$version",
    validateSearch: DatasetSearch,
    component: datasetPage,
  }),
  createRoute({
    getParentRoute,
    path: "/models",
    validateSearch: ListSearch,
    component: lazyRouteComponent(() => import("../pages/models/models-page.tsx"), "ModelsPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/models/$name",
    validateSearch: ModelSearch,
    component: lazyRouteComponent(() => import("../pages/models/model-page.tsx"), "ModelPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/models/$name/versions/$version",
    component: lazyRouteComponent(
      () => import("../pages/models/versions/version-page.tsx"),
      "VersionPage",
    ),
  }),
  createRoute({
    getParentRoute,
    path: "/workers",
    component: lazyRouteComponent(() => import("../pages/workers/workers-page.tsx"), "WorkersPage"),
  }),
] as const;
