import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.ts";

export const workerRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/workers",
    component: lazyRouteComponent(() => import("./workers-page.tsx"), "WorkersPage"),
  }),
] as const;
