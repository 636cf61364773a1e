import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { SweepSearch } from "../../app/routes.ts";

const route = getRouteApi("/sweeps/$sweepId");

/** What the sweep page's address says: the view, and how people filtered, sorted and brushed. */
export function useSweepSearch(): SweepSearch {
  return route.useSearch();
}

/** Changes parts of the sweep page's address in place; what is undefined is taken out of it. */
export function useChangeSearch() {
  const navigate = useNavigate({ from: "/sweeps/$sweepId" });
  return useCallback(
    (change: (before: SweepSearch) => SweepSearch) =>
      void navigate({
        search: (before) => ({ ...before, ...change(before) }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
}
