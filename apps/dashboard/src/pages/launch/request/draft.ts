import { z } from "zod";
import { type LaunchState, openState, typeYaml } from "./launch-state.ts";
import type { Request } from "./request.ts";

const Draft = z.object({
  yaml: z.string(),
  request: z.record(z.string(), z.unknown()),
  keys: z.record(z.string(), z.string()),
});

/** A form that was begun, and the idempotency keys its contents were sent with. */
export interface Draft {
  state: LaunchState;
  keys: Record<string, string>;
}

const nameOf = (address: string) => `rookery-launch ${address}`;

/** What was begun at this address in this window, if anything. */
export function readDraft(address: string): Draft | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(nameOf(address)) ?? "null");
    const draft = Draft.safeParse(kept);
    if (!draft.success) return null;
    const { yaml, keys } = draft.data;
    // As it was read: a schema would drop what it does not know.
    const { request } = kept as { request: Request };
    return { state: typeYaml(openState(request), yaml), keys };
  } catch {
    // Storage that is switched off, or holds what somebody else wrote: as if nothing was begun.
    return null;
  }
}

export function keepDraft(address: string, { state, keys }: Draft): void {
  const { request, yaml, broken } = state;
  try {
    sessionStorage.setItem(
      nameOf(address),
      JSON.stringify({ yaml: broken?.yaml ?? yaml, request, keys }),
    );
  } catch {
    // Storage that is full or switched off: the form works, and is empty after a reload.
  }
}

export function dropDraft(address: string): void {
  try {
    sessionStorage.removeItem(nameOf(address));
  } catch {
    // Then there is none.
  }
}
