import { Field, Input, Select } from "../../../components/controls/field.tsx";
import styles from "../launch.module.css";
import { useLaunch } from "../launch-context.tsx";
import type { ParamField, ParamSchema } from "../request/param-space.ts";

interface FixedInputProps {
  label: string;
  /** What ties an error to it. */
  marks: { "aria-invalid"?: true; "aria-describedby"?: string };
  schema: ParamSchema;
  value: string;
  onType: (text: string) => void;
}

/** One value: of the few there are, or typed. */
export function FixedInput({ label, marks, schema, value, onType }: FixedInputProps) {
  const choices = schema.enum ?? (schema.type === "boolean" ? [true, false] : undefined);
  const shared = {
    ...marks,
    "aria-label": label,
    value,
    onChange: ({ target }: { target: { value: string } }) => onType(target.value),
  };
  if (!choices) return <Input {...shared} autoComplete="off" spellCheck={false} />;
  const offered = choices.map(String);
  return (
    <Select {...shared}>
      {!offered.includes(value) && <option value={value}>{value || "–"}</option>}
      {offered.map((choice) => (
        <option key={choice}>{choice}</option>
      ))}
    </Select>
  );
}

interface RangeInputsProps {
  name: string;
  field: ParamField;
  onType: (change: Partial<ParamField>) => void;
}

export function RangeInputs({ name, field, onType }: RangeInputsProps) {
  const { errors } = useLaunch();
  const bound = (key: "min" | "max" | "count" | "step", label: string, placeholder?: string) => (
    <Field label={label} error={errors.get(`space.${name}.${key}`)}>
      {(ids) => (
        <Input
          {...ids}
          name={`space.${name}.${key}`}
          placeholder={placeholder}
          autoComplete="off"
          value={field[key]}
          onChange={({ target }) => onType({ [key]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className={styles.range}>
      {bound("min", "From")}
      {bound("max", "To")}
      <Field label="Scale" error={errors.get(`space.${name}.scale`)}>
        {(ids) => (
          <Select
            {...ids}
            name={`space.${name}.scale`}
            value={field.scale}
            onChange={({ target }) => onType({ scale: target.value === "log" ? "log" : "linear" })}
          >
            <option>linear</option>
            <option>log</option>
          </Select>
        )}
      </Field>
      {bound("count", "How many", "any")}
      {bound("step", "or step", "any")}
    </div>
  );
}
