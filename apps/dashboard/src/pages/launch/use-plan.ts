import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { queries } from "../../server/queries.ts";
import type { Request } from "./request/request.ts";

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
  const isReady = isGiven(request.dataset) && isGiven(request.target);
  const isRested = asked === text;
  const query = useQuery({ ...queries.sweeps.plan(asked), enabled: isReady && isRested });
  const isOld = !isRested || query.isPlaceholderData || query.isPending;
  return { answer: query.data, isReady, isOld };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== "";
}
