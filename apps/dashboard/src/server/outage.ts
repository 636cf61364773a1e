import { UnknownAnswer } from "@rookery/client";
import { AppError } from "@rookery/contracts";
import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";

/**
 * `silent`: nobody answers. `down`: the server does, but parts of it do not,
 * such as "database cannot be reached".
 */
export type Outage = { kind: "silent" } | { kind: "down"; parts: string[] };

const probeMs = 2_000;

/** The outage that is known of, or null. It is looked for when told to, and then until it has passed. */
export const outageQuery = queryOptions<Outage | null>({
  queryKey: ["outage"],
  queryFn: findOutage,
  initialData: null,
  staleTime: Number.POSITIVE_INFINITY,
  refetchInterval: ({ state: { data } }) => (data ? probeMs : false),
});

/** Looks for an outage, unless one is known or being looked for. */
export function suspectOutage(cache: QueryClient): void {
  if (cache.getQueryData(outageQuery.queryKey)) return;
  void cache.refetchQueries({ queryKey: outageQuery.queryKey }, { cancelRefetch: false });
}

/** Whether an error may stem from an outage: what may pass, and is not the server of another version. */
export function isOutageError(error: unknown): boolean {
  return (
    error instanceof AppError && error.code === "unavailable" && !(error instanceof UnknownAnswer)
  );
}

async function findOutage(): Promise<Outage | null> {
  try {
    const { status, parts } = await api.health();
    if (status === "up") return null;
    const away = Object.entries(parts).filter(([, state]) => state !== "up");
    return { kind: "down", parts: away.map(([name, state]) => `${names[name] ?? name} ${state}`) };
  } catch {
    return { kind: "silent" };
  }
}

const names: Record<string, string> = { queue: "job queue", artifacts: "artifact store" };

/** The outage that the notice above every page tells of, or null. */
export function useOutage(): Outage | null {
  return useQuery({ ...outageQuery, refetchInterval: false }).data;
}
