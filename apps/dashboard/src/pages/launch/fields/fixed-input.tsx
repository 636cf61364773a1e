import { Input, Select } from "../../../components/controls/field.tsx";
import type { ParamSchema } from "../request/param-space.ts";

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
