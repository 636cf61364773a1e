import { useFormContext, useWatch } from "react-hook-form";
import { Input, Select } from "../../components/field.tsx";
import styles from "./launch.module.css";
import type { LaunchValues } from "./launch-values.ts";
import type { ParamMode, ParamSchema } from "./param-space.ts";
import { SelectField, TextField, useFieldError } from "./text-field.tsx";

const modeLabels: Record<Exclude<ParamMode, "custom">, string> = {
  default: "default",
  fixed: "one value",
  list: "a list",
  range: "a range",
};

interface ParamRowProps {
  name: string;
  schema: ParamSchema;
  /** The trainers that have it, when others do not. */
  trainers: readonly string[];
}

export function ParamRow({ name, schema, trainers }: ParamRowProps) {
  const { control, register } = useFormContext<LaunchValues>();
  const field = useWatch({ control, name: `params.${name}` });
  const error = useFieldError(`params.${name}`);
  const isNumber = schema.type === "number" || schema.type === "integer";
  if (field === undefined) return null;
  return (
    <div className={styles.param}>
      <span className={styles.paramName}>{name}</span>
      <Select aria-label={`${name}: how it is given`} {...register(`params.${name}.mode`)}>
        {Object.entries(modeLabels)
          .filter(([mode]) => mode !== "range" || isNumber)
          .map(([mode, label]) => (
            <option key={mode} value={mode}>
              {label}
            </option>
          ))}
        {field.mode === "custom" && <option value="custom">see YAML</option>}
      </Select>
      <div>
        {field.mode === "default" && (
          <span className={styles.about}>{String(schema.default ?? "–")}</span>
        )}
        {field.mode === "custom" && <span className={styles.about}>Given in the YAML.</span>}
        {field.mode === "fixed" && <FixedInput name={name} schema={schema} />}
        {field.mode === "list" && (
          <Input
            aria-label={`${name}: values, separated by commas`}
            placeholder="0.01, 0.1, 1"
            spellCheck={false}
            {...register(`params.${name}.list`)}
          />
        )}
        {field.mode === "range" && <RangeInputs name={name} />}
      </div>
      <span className={styles.paramAbout}>{describe(schema, trainers)}</span>
      {error && <p className={styles.error}>{error}</p>}
    </div>
  );
}

function FixedInput({ name, schema }: { name: string; schema: ParamSchema }) {
  const { register } = useFormContext<LaunchValues>();
  const choices = schema.enum ?? (schema.type === "boolean" ? [true, false] : undefined);
  if (!choices) {
    return <Input aria-label={`${name}: value`} {...register(`params.${name}.fixed`)} />;
  }
  return (
    <Select aria-label={`${name}: value`} {...register(`params.${name}.fixed`)}>
      {choices.map((choice) => (
        <option key={String(choice)}>{String(choice)}</option>
      ))}
    </Select>
  );
}

function RangeInputs({ name }: { name: string }) {
  return (
    <div className={styles.range}>
      <TextField name={`params.${name}.min`} label="From" />
      <TextField name={`params.${name}.max`} label="To" />
      <SelectField
        name={`params.${name}.scale`}
        label="Scale"
        choices={[
          ["linear", "linear"],
          ["log", "log"],
        ]}
      />
      <TextField name={`params.${name}.count`} label="How many" placeholder="any" />
      <TextField name={`params.${name}.step`} label="or step" placeholder="any" />
    </div>
  );
}

/** A million as people write it, a quadrillion as 1e15. */
function formatBound(bound: number | string): string {
  if (typeof bound === "string" || Math.abs(bound) < 1e7) return String(bound);
  return bound.toExponential().replace("+", "");
}

function describe(schema: ParamSchema, trainers: readonly string[]): string {
  const { description, minimum, maximum, exclusiveMinimum, exclusiveMaximum, type } = schema;
  const low = minimum ?? (exclusiveMinimum === undefined ? undefined : `above ${exclusiveMinimum}`);
  const high =
    maximum ?? (exclusiveMaximum === undefined ? undefined : `below ${exclusiveMaximum}`);
  const bounds =
    low !== undefined && high !== undefined
      ? `${type}, ${formatBound(low)} to ${formatBound(high)}`
      : type;
  const owners = trainers.length > 0 ? ` Only of ${trainers.join(", ")}.` : "";
  return `${[description, bounds].filter(Boolean).join(". ")}.${owners}`;
}
