import { useEffect, useRef, useState } from "react";
import { dropDraft, keepDraft, readDraft } from "./request/draft.ts";
import { type LaunchState, openState } from "./request/launch-state.ts";
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
