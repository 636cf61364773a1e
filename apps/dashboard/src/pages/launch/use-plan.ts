import { AppError, type SweepPlan, type SweepRequest } from "@rookery/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../../server/api.ts";
import type { Request } from "./request/request.ts";

/** How long the form rests before the server is asked. */
const restMs = 350;
const askAgainMs = 2_000;

/** What launching would do, or why the server refuses it: as data, so that it stays until the next answer. */
export type PlanAnswer = { plan: SweepPlan; refusal?: never } | { plan?: never; refusal: Error };

/** What launching the request would do, asked again whenever the form has come to rest. */
export function usePlan(request: Request) {
  const text = JSON.stringify(request);
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  const isReady = isGiven(request.dataset) && isGiven(request.target);
  const isRested = asked === text;
  const query = useQuery({
    queryKey: ["plan", asked],
    queryFn: ({ signal }) =>
      api.sweeps.plan(JSON.parse(asked) as SweepRequest, { signal }).then(
        (plan): PlanAnswer => ({ plan }),
        (refusal: Error): PlanAnswer => {
          signal.throwIfAborted();
          return { refusal };
        },
      ),
    enabled: isReady && isRested,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.refusal instanceof AppError && data.refusal.retryable ? askAgainMs : false,
  });
  const isOld = !isRested || query.isPlaceholderData || query.isPending;
  return { answer: query.data, isReady, isOld };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== "";
}
