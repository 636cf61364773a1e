import { useEffect, useEffectEvent, useState } from "react";

/** How long typing rests before what it changes is changed, such as the address and a long list. */
const restMs = 120;

/**
 * The text of a field whose value lives elsewhere: it follows every key, `onChange`
 * hears of it when typing rests.
 */
export function useRestedText(
  value: string,
  onChange: (text: string) => void,
): [string, (text: string) => void] {
  const [state, setState] = useState({ text: value, seen: value, sent: value });
  if (state.seen !== value) {
    // What changed elsewhere, such as by a button that clears it, replaces what was typed.
    setState({ ...state, seen: value, ...(value !== state.sent && { text: value, sent: value }) });
  }
  const send = useEffectEvent((text: string) => {
    setState((known) => ({ ...known, sent: text }));
    onChange(text);
  });
  useEffect(() => {
    if (state.text === state.sent) return;
    const timer = setTimeout(() => send(state.text), restMs);
    return () => clearTimeout(timer);
  }, [state.text, state.sent]);
  return [state.text, (text) => setState((known) => ({ ...known, text }))];
}
