import { createRootRoute } from "@tanstack/react-router";
import { NotFound } from "./components/not-found.tsx";
import { PageError } from "./components/page-error.tsx";
import { Shell } from "./components/shell.tsx";

export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: PageError,
});
