import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { SweepSearch } from "../sweeps/routes.ts";

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
