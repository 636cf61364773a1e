import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { rootRoute } from "../../app/root-route.ts";

const DatasetsSearch = z.object({ cursor: z.string().optional() });

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

const datasetPage = lazyRouteComponent(() => import("./dataset-page.tsx"), "DatasetPage");

export const datasetRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/datasets",
    validateSearch: DatasetsSearch,
    component: lazyRouteComponent(() => import("./datasets-page.tsx"), "DatasetsPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/datasets/$name",
    validateSearch: DatasetSearch,
    component: datasetPage,
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/datasets/$name/versions/$version",
    validateSearch: DatasetSearch,
    component: datasetPage,
  }),
] as const;
