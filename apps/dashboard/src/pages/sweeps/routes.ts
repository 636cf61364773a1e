import { sweepStates } from "@rookery/contracts";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { rootRoute } from "../../app/root-route.ts";

const SweepFilter = z.object({
  /** What a name contains. */
  name: z.string().trim().min(1).max(200).optional().catch(undefined),
  experiment: z.string().optional(),
  /** `owner` or `owner:ann`. */
  tag: z.string().optional(),
  state: z.enum(sweepStates).optional().catch(undefined),
});
export type SweepFilter = z.infer<typeof SweepFilter>;

const SweepsSearch = SweepFilter.extend({ cursor: z.string().optional() });

export const sweepViews = ["overview", "runs", "plots", "timeline", "failures"] as const;
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

const CompareSearch = z.object({ runs: z.string().optional(), metric: z.string().optional() });

const LaunchSearch = z.object({
  dataset: z.string().optional(),
  version: z.string().optional(),
  /** A sweep whose request fills the form. */
  from: z.string().optional(),
});

const RunSearch = z.object({ metric: z.string().optional() });

export const sweepRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/sweeps",
    validateSearch: SweepsSearch,
    component: lazyRouteComponent(() => import("./sweeps-page.tsx"), "SweepsPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/sweeps/new",
    validateSearch: LaunchSearch,
    component: lazyRouteComponent(() => import("../launch/launch-page.tsx"), "LaunchPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/sweeps/$sweepId",
    validateSearch: SweepSearch,
    component: lazyRouteComponent(() => import("../sweep/sweep-page.tsx"), "SweepPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/runs/$runId",
    validateSearch: RunSearch,
    component: lazyRouteComponent(() => import("../run/run-page.tsx"), "RunPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/compare",
    validateSearch: CompareSearch,
    component: lazyRouteComponent(() => import("../compare/compare-page.tsx"), "ComparePage"),
  }),
] as const;
