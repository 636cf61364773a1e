import { Field, Input, Select } from "../../components/field.tsx";
import styles from "./launch.module.css";
import { useLaunch } from "./launch-context.tsx";
import { paramOf, typeParam } from "./launch-state.ts";
import type { KnownParam } from "./param-fields.ts";
import type { ParamField, ParamMode, ParamSchema } from "./param-space.ts";

const modeLabels: Record<Exclude<ParamMode, "custom">, string> = {
  default: "default",
  fixed: "one value",
  list: "a list",
  range: "a range",
};

interface ParamRowProps {
  name: string;
  known: KnownParam;
}

export function ParamRow({ name, known }: ParamRowProps) {
  const { state, update, errors } = useLaunch();
  const { schema } = known;
  const field = paramOf(state, name, known);
  const error = errors.get(`space.${name}`);
  const isNumber = schema.type === "number" || schema.type === "integer";
  const type = (change: Partial<ParamField>) =>
    update((before) => {
      const typed = { ...paramOf(before, name, known), ...change };
      return typeParam(before, { name, known, field: typed });
    });
  return (
    <fieldset name={`space.${name}`} aria-label={name} className={styles.param}>
      <span className={styles.paramName}>{name}</span>
      <Select
        aria-label={`${name}: how it is given`}
        value={field.mode}
        onChange={({ target }) => type({ mode: target.value as ParamMode })}
      >
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
        {field.mode === "fixed" && (
          <FixedInput
            label={`${name}: value`}
            schema={schema}
            value={field.fixed}
            onType={(fixed) => type({ fixed })}
          />
        )}
        {field.mode === "list" && (
          <Input
            aria-label={`${name}: values, separated by commas`}
            placeholder="0.01, 0.1, 1"
            spellCheck={false}
            autoComplete="off"
            value={field.list}
            onChange={({ target }) => type({ list: target.value })}
          />
        )}
        {field.mode === "range" && <RangeInputs name={name} field={field} onType={type} />}
      </div>
      <span className={styles.paramAbout}>{describe(known)}</span>
      {error && <p className={styles.error}>{error}</p>}
    </fieldset>
  );
}

interface FixedInputProps {
  label: string;
  schema: ParamSchema;
  value: string;
  onType: (text: string) => void;
}

function FixedInput({ label, schema, value, onType }: FixedInputProps) {
  const choices = schema.enum ?? (schema.type === "boolean" ? [true, false] : undefined);
  const shared = {
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

const boundFields = [
  { key: "min", label: "From" },
  { key: "max", label: "To" },
  { key: "count", label: "How many", placeholder: "any" },
  { key: "step", label: "or step", placeholder: "any" },
] as const;

interface RangeInputsProps {
  name: string;
  field: ParamField;
  onType: (change: Partial<ParamField>) => void;
}

function RangeInputs({ name, field, onType }: RangeInputsProps) {
  const { errors } = useLaunch();
  const bounds = boundFields.map(({ key, label, ...rest }) => {
    const path = `space.${name}.${key}`;
    return (
      <Field key={key} label={label} error={errors.get(path)}>
        {(ids) => (
          <Input
            {...ids}
            {...rest}
            name={path}
            autoComplete="off"
            value={field[key]}
            onChange={({ target }) => onType({ [key]: target.value })}
          />
        )}
      </Field>
    );
  });
  const path = `space.${name}.scale`;
  return (
    <div className={styles.range}>
      {bounds.slice(0, 2)}
      <Field label="Scale" error={errors.get(path)}>
        {(ids) => (
          <Select
            {...ids}
            name={path}
            value={field.scale}
            onChange={({ target }) => onType({ scale: target.value === "log" ? "log" : "linear" })}
          >
            <option>linear</option>
            <option>log</option>
          </Select>
        )}
      </Field>
      {bounds.slice(2)}
    </div>
  );
}

/** A million as people write it, a quadrillion as 1e15. */
function formatBound(bound: number | string): string {
  if (typeof bound === "string" || Math.abs(bound) < 1e7) return String(bound);
  return bound.toExponential().replace("+", "");
}

function describe({ schema, when, trainers }: KnownParam): string {
  const { description, minimum, maximum, exclusiveMinimum, exclusiveMaximum, type } = schema;
  const low = minimum ?? (exclusiveMinimum === undefined ? undefined : `above ${exclusiveMinimum}`);
  const high =
    maximum ?? (exclusiveMaximum === undefined ? undefined : `below ${exclusiveMaximum}`);
  const bounds =
    low !== undefined && high !== undefined
      ? `${type}, ${formatBound(low)} to ${formatBound(high)}`
      : type;
  const owners = when ? ` Only of ${trainers.join(", ")}.` : "";
  return `${[description, bounds].filter(Boolean).join(". ")}.${owners}`;
}
