import { v7 } from "uuid";

/** A new id for a sweep or a run: a UUID of version 7 as 32 hex digits, so ids sort by time. */
export function newId(): string {
  return v7().replaceAll("-", "");
}
