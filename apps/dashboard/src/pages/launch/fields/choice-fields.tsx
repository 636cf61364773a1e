import type { ReactNode } from "react";
import styles from "../launch.module.css";
import { useLaunch, useTextField } from "../launch-context.tsx";
import { type ChoiceName, choices, listOptions } from "../request/choices.ts";
import { SelectField, TextField } from "./text-field.tsx";

interface ChoiceFieldsProps {
  name: ChoiceName;
  label: string;
  hint?: ReactNode;
  offered: readonly (readonly [value: string, label: string])[];
  /** What options are called, where their names in the request do not say it. */
  labels?: Record<string, string>;
  /** Between what is picked and its options. */
  children?: ReactNode;
}

/** One of several, and a field per option that it has. */
export function ChoiceFields({
  name,
  label,
  hint,
  offered,
  labels = {},
  children,
}: ChoiceFieldsProps) {
  const { errors } = useLaunch();
  const picker = `${name}.${choices[name].by}`;
  const { value: picked } = useTextField(picker);
  return (
    <fieldset name={name} className={styles.choice}>
      <SelectField
        name={picker}
        label={label}
        hint={hint}
        choices={offered}
        error={errors.get(name)}
      />
      {children}
      {listOptions(name, picked).map((option) => (
        <TextField
          key={option.name}
          name={`${name}.${option.name}`}
          label={labels[option.name] ?? option.name}
          hint={option.description}
          placeholder={option.fallback === undefined ? "" : String(option.fallback)}
        />
      ))}
    </fieldset>
  );
}
