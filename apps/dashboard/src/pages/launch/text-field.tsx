import type { ReactNode } from "react";
import { type FieldPath, get, useFormContext } from "react-hook-form";
import { Field, Input, Select } from "../../components/field.tsx";
import type { LaunchValues } from "./launch-values.ts";

interface LaunchFieldProps {
  name: FieldPath<LaunchValues>;
  label: string;
  hint?: ReactNode;
}

/** What the server says of the field, if anything. */
export function useFieldError(name: string): string | undefined {
  const { formState } = useFormContext<LaunchValues>();
  const error = get(formState.errors, name) as { message?: string } | undefined;
  return error?.message;
}

export function TextField({
  name,
  label,
  hint,
  placeholder,
}: LaunchFieldProps & { placeholder?: string }) {
  const { register } = useFormContext<LaunchValues>();
  const error = useFieldError(name);
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <Input
          {...ids}
          {...register(name)}
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
}

export function SelectField({ name, label, hint, choices }: SelectFieldProps) {
  const { register } = useFormContext<LaunchValues>();
  const error = useFieldError(name);
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        // Made anew with its choices: a select drops a value that it does not offer yet.
        <Select key={choices.map(([value]) => value).join()} {...ids} {...register(name)}>
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
