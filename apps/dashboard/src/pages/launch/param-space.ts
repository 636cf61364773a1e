import { ParamSpace, type ParamValue } from "@rookery/contracts";

/** How the values of one parameter are given. `custom` is left to the YAML. */
export const paramModes = ["default", "fixed", "list", "range", "custom"] as const;
export type ParamMode = (typeof paramModes)[number];

/** One parameter as the form holds it: texts as typed, of all modes at once. */
export interface ParamField {
  mode: ParamMode;
  fixed: string;
  list: string;
  min: string;
  max: string;
  scale: "linear" | "log";
  /** How many values, or the step between them; at most one is given. */
  count: string;
  step: string;
  /** What only the YAML can say. */
  custom: unknown;
}

/** The JSON Schema of one parameter, as far as the form reads it. */
export interface ParamSchema {
  type?: string;
  enum?: ParamValue[];
  default?: ParamValue;
  description?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
}

export function emptyField(schema: ParamSchema = {}): ParamField {
  const given = schema.default === undefined ? "" : String(schema.default);
  return {
    mode: "default",
    fixed: given,
    list: given,
    min: "",
    max: "",
    scale: "linear",
    count: "",
    step: "",
    custom: undefined,
  };
}

/** What the space says of the parameter; undefined: nothing, so the trainer's default holds. */
export function toSpace(field: ParamField, schema: ParamSchema = {}): unknown {
  if (field.mode === "default") return undefined;
  if (field.mode === "custom") return field.custom;
  if (field.mode === "fixed") return readValue(field.fixed, schema);
  if (field.mode === "list") {
    const texts = field.list.split(",").map((text) => text.trim());
    return { values: texts.filter(Boolean).map((text) => readValue(text, schema)) };
  }
  return {
    ...(schema.type === "integer" && { type: "int" }),
    ...(field.scale === "log" && { scale: "log" }),
    min: readNumber(field.min),
    max: readNumber(field.max),
    ...(field.count.trim() !== "" && { count: readNumber(field.count) }),
    ...(field.step.trim() !== "" && { step: readNumber(field.step) }),
  };
}

/** The field that gives this part of a space. `when` is the form's own business if `ownWhen` says so. */
export function fromSpace(
  space: unknown,
  schema: ParamSchema | undefined,
  isOwnWhen: (when: unknown) => boolean,
): ParamField {
  const field = emptyField(schema);
  const parsed = ParamSpace.safeParse(space);
  const custom = { ...field, mode: "custom" as const, custom: space };
  if (!parsed.success) return custom;
  const { data } = parsed;
  if (typeof data !== "object") return { ...field, mode: "fixed", fixed: String(data) };
  if (data.when !== undefined && !isOwnWhen(data.when)) return custom;
  if ("value" in data) return { ...field, mode: "fixed", fixed: String(data.value) };
  if ("values" in data) {
    const isPlain = data.values.every((value) => !String(value).includes(","));
    return isPlain ? { ...field, mode: "list", list: data.values.join(", ") } : custom;
  }
  if (!("min" in data)) return custom;
  // The form takes the kind of number from the trainer's schema.
  if ((data.type === "int") !== (schema?.type === "integer") && data.type !== undefined)
    return custom;
  return {
    ...field,
    mode: "range",
    min: String(data.min),
    max: String(data.max),
    scale: data.scale ?? "linear",
    count: data.count === undefined ? "" : String(data.count),
    step: data.step === undefined ? "" : String(data.step),
  };
}

/** A value as its schema wants it; what cannot be one is sent as text, for the server to name the trouble. */
function readValue(text: string, { type }: ParamSchema): ParamValue {
  const trimmed = text.trim();
  if (type === "string") return trimmed;
  if (trimmed === "true" || trimmed === "false") return trimmed === "true";
  return readNumber(trimmed);
}

function readNumber(text: string): number | string {
  const number = Number(text);
  return text.trim() === "" || Number.isNaN(number) ? text.trim() : number;
}
