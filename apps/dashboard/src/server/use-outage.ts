import { useQuery } from "@tanstack/react-query";
import { type Outage, outageQuery } from "./outage.ts";

/** The outage that the notice above every page tells of, or null. */
export function useOutage(): Outage | null {
  return useQuery({ ...outageQuery, refetchInterval: false }).data;
}
