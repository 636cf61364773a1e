import { useEffect, useRef, useState } from "react";
import { z } from "zod";
import { type LaunchState, openState, typeYaml } from "./request/launch-state.ts";
import type { Request } from "./request/request.ts";

/** The state of the page, kept in this window under its address until it is launched or begun anew. */
export function useDraft(address: string, initial: Request) {
  const [opened] = useState(() => openState(initial));
  const [kept] = useState(() => readDraft(address));
  const [state, setState] = useState<LaunchState>(kept?.state ?? opened);
  const keys = useRef(kept?.keys ?? {});
  const isBegun = state !== opened;
  useEffect(() => {
    if (isBegun) keepDraft(address, { state, keys: keys.current });
  }, [address, isBegun, state]);

  return {
    state,
    isBegun,
    update: setState,
    /** It is launched: nothing of it waits here any more. */
    drop: () => dropDraft(address),
    startOver: () => {
      dropDraft(address);
      keys.current = {};
      setState(opened);
    },
    /** The idempotency key of the request: the same one for the same content, after a reload too. */
    keyOf: (request: Request) => {
      const content = JSON.stringify(request);
      const key = keys.current[content] ?? makeKey();
      keys.current[content] = key;
      keepDraft(address, { state, keys: keys.current });
      return key;
    },
  };
}

/** `crypto.randomUUID` is not there on pages that came over plain HTTP from another machine. */
function makeKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const Draft = z.object({
  yaml: z.string(),
  request: z.record(z.string(), z.unknown()),
  keys: z.record(z.string(), z.string()),
});

/** A form that was begun, and the idempotency keys its contents were sent with. */
interface Draft {
  state: LaunchState;
  keys: Record<string, string>;
}

const nameOf = (address: string) => `rookery-launch ${address}`;

/** What was begun at this address in this window, if anything. */
function readDraft(address: string): Draft | null {
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

function keepDraft(address: string, { state, keys }: Draft): void {
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

function dropDraft(address: string): void {
  try {
    sessionStorage.removeItem(nameOf(address));
  } catch {
    // Then there is none.
  }
}
