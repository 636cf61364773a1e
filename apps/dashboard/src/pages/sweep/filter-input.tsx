import { useEffect, useEffectEvent, useState } from "react";
import { Field, Input } from "../../components/field.tsx";

/** How long typing rests before thousands of rows are filtered and the address changes. */
const restMs = 200;

interface FilterInputProps {
  where: string;
  objective: string;
  onChange: (where: string) => void;
}

export function FilterInput({ where, objective, onChange }: FilterInputProps) {
  const [state, setState] = useState({ text: where, seen: where, sent: where });
  if (state.seen !== where) {
    // What changed elsewhere, such as by a button that clears it, replaces what was typed.
    setState({ ...state, seen: where, ...(where !== state.sent && { text: where, sent: where }) });
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
  return (
    <Field
      label="Filter"
      hint={
        <>
          Such as <code>steps&gt;=50 state=succeeded {objective}&gt;0.9</code>: all must hold
        </>
      }
    >
      {(ids) => (
        <Input
          {...ids}
          type="search"
          spellCheck={false}
          value={state.text}
          onChange={({ target }) => setState((known) => ({ ...known, text: target.value }))}
        />
      )}
    </Field>
  );
}
