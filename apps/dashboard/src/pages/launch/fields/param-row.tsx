import { useId } from "react";
import { Input, Select } from "../../../components/controls/field.tsx";
import styles from "../launch.module.css";
import { useLaunch } from "../launch-context.tsx";
import { paramOf, typeParam } from "../request/launch-state.ts";
import type { KnownParam } from "../request/param-fields.ts";
import type { ParamField, ParamMode } from "../request/param-space.ts";
import { FixedInput, RangeInputs } from "./param-inputs.tsx";

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
  const errorId = useId();
  const marks = error ? { "aria-invalid": true as const, "aria-describedby": errorId } : {};
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
        {...(field.mode === "default" || field.mode === "custom" ? marks : {})}
        value={field.mode}
        onChange={({ target }) => type({ mode: target.value as ParamMode })}
      >
        {Object.entries(modeLabels)
          .filter(([mode]) => mode !== "range" || isNumber || field.mode === mode)
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
            marks={marks}
            schema={schema}
            value={field.fixed}
            onType={(fixed) => type({ fixed })}
          />
        )}
        {field.mode === "list" && (
          <Input
            {...marks}
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
      <span className={styles.paramAbout}>{describeParam(known)}</span>
      {error && (
        <p id={errorId} className={styles.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** A million as people write it, a quadrillion as 1e15. */
function formatBound(bound: number | string): string {
  if (typeof bound === "string" || Math.abs(bound) < 1e7) return String(bound);
  return bound.toExponential().replace("+", "");
}

/** What a parameter does, which values it takes and, where it matters, whose it is. */
function describeParam({ schema, when, trainers }: KnownParam): string {
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
