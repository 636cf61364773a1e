import { sweepStates } from "@rookery/contracts";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { rootRoute } from "../../root-route.ts";

const SweepsSearch = z.object({
  state: z.enum(sweepStates).optional().catch(undefined),
  cursor: z.string().optional(),
});

export const sweepRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/sweeps",
    validateSearch: SweepsSearch,
    component: lazyRouteComponent(() => import("./sweeps-page.tsx"), "SweepsPage"),
  }),
] as const;
