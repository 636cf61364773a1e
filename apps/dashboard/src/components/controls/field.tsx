import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useEffect,
  useEffectEvent,
  useId,
  useState,
} from "react";
import styles from "./field.module.css";

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  children: (ids: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ReactNode;
}

/** A control with its label, hint and error, tied together for screen readers. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const described = error || hint ? `${id}-about` : undefined;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(described && { "aria-describedby": described }),
        ...(error && { "aria-invalid": true as const }),
      })}
      {described && (
        <p id={described} className={error ? styles.error : styles.hint}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

export function Input({ className = "", ...rest }: InputHTMLAttributes<HTMLInputElement>) {
  return <input {...rest} className={`${styles.input} ${className}`} />;
}

export function Select({ className = "", ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return <select {...rest} className={`${styles.input} ${styles.select} ${className}`} />;
}

export function TextArea({ className = "", ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return <textarea {...rest} className={`${styles.input} ${styles.area} ${className}`} />;
}

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
