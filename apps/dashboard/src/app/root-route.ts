import { createRootRoute } from "@tanstack/react-router";
import { NotFound, PageError } from "./fallbacks.tsx";
import { Shell } from "./shell.tsx";

export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: PageError,
});
