import type { ReactNode } from "react";
import { Field, Input, Select } from "../../../components/controls/field.tsx";
import { useTextField } from "../launch-context.tsx";

interface LaunchFieldProps {
  /** Its path in the request. */
  name: string;
  label: string;
  hint?: ReactNode;
}

export function TextField({
  name,
  label,
  hint,
  placeholder,
}: LaunchFieldProps & { placeholder?: string }) {
  const { value, error, write } = useTextField(name);
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <Input
          {...ids}
          name={name}
          value={value}
          onChange={({ target }) => write(target.value)}
          autoComplete="off"
          spellCheck={false}
          {...(placeholder !== undefined && { placeholder })}
        />
      )}
    </Field>
  );
}

interface SelectFieldProps extends LaunchFieldProps {
  choices: readonly (readonly [value: string, label: string])[];
  /** What is said of it under another name, such as of the whole it is a part of. */
  error?: string | undefined;
  /** Instead of writing what was picked into the request. */
  onPick?: (value: string) => void;
}

/** A choice; what the request says is shown as it is, whether it is offered or not. */
export function SelectField({ name, label, hint, choices, onPick, error }: SelectFieldProps) {
  const field = useTextField(name);
  const isOffered = choices.some(([value]) => value === field.value);
  return (
    <Field label={label} hint={hint} error={field.error ?? error}>
      {(ids) => (
        <Select
          {...ids}
          name={name}
          value={field.value}
          onChange={({ target }) => (onPick ?? field.write)(target.value)}
        >
          {!isOffered && <option value={field.value}>{field.value || "–"}</option>}
          {choices.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
