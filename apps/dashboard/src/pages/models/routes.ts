import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { rootRoute } from "../../app/root-route.ts";

const ModelsSearch = z.object({ cursor: z.string().optional() });

const modelViews = ["versions", "try", "promotions"] as const;
export type ModelView = (typeof modelViews)[number];

const ModelSearch = z.object({
  view: z.enum(modelViews).optional().catch(undefined),
  /** The version that is tried; without one the champion, or the newest. */
  version: z.coerce.number().int().min(1).optional().catch(undefined),
});

export const modelRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/models",
    validateSearch: ModelsSearch,
    component: lazyRouteComponent(() => import("./models-page.tsx"), "ModelsPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/models/$name",
    validateSearch: ModelSearch,
    component: lazyRouteComponent(() => import("./model-page.tsx"), "ModelPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/models/$name/versions/$version",
    component: lazyRouteComponent(() => import("./versions/version-page.tsx"), "VersionPage"),
  }),
] as const;
