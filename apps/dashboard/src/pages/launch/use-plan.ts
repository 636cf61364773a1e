import type { SweepRequest } from "@rookery/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../../api.ts";
import type { Request } from "./launch-values.ts";

/** How long the form rests before the server is asked. */
const restMs = 350;

/** What launching the request would do, asked again whenever the form has come to rest. */
export function usePlan(request: Request) {
  const text = JSON.stringify(request);
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  const isReady = Boolean(request.dataset && request.target);
  const isRested = asked === text;
  const plan = useQuery({
    queryKey: ["plan", asked],
    queryFn: () => api.sweeps.plan(JSON.parse(asked) as SweepRequest),
    enabled: isReady && isRested,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return { plan, isReady, isOld: !isRested || plan.isFetching };
}
