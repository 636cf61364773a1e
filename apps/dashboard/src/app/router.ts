import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { Loading } from "../components/feedback/states.tsx";
import { ToastProvider } from "../components/feedback/toasts.tsx";
import { PageError } from "./fallbacks.tsx";
import { rootRoute } from "./root-route.ts";
import { pageRoutes } from "./routes.ts";
import { parseSearch, stringifySearch } from "./search.ts";

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/sweeps" });
  },
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([indexRoute, ...pageRoutes]),
  basepath: "/ui",
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  scrollRestoration: true,
  InnerWrap: ToastProvider,
  defaultErrorComponent: PageError,
  defaultPendingComponent: Loading,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
