import type { ParamValue } from "@rookery/contracts";
import { isRecord, isSame } from "./request.ts";
import { plainText, toNumber } from "./text-fields.ts";

/** How the values of one parameter are given. `custom` is left to the YAML. */
export const paramModes = ["default", "fixed", "list", "range", "custom"] as const;
export type ParamMode = (typeof paramModes)[number];

/** One parameter as the form shows it: texts as typed, of all modes at once. */
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

/** What the form knows of a parameter besides its field. */
export interface ParamContext {
  schema: ParamSchema;
  /** The condition that belongs to the parameter and not to the person. */
  when: object | undefined;
}

export function emptyField(schema: ParamSchema): ParamField {
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
  };
}

/** What the space says of the parameter; undefined: nothing, so the trainer's default holds. */
export function toSpace(field: ParamField, { schema, when }: ParamContext): unknown {
  const part = makePart(field, schema);
  if (part === undefined || when === undefined) return part;
  return isRecord(part) ? { ...part, when } : { value: part, when };
}

/** The field that makes exactly this part of a space; none does: `custom`. */
export function fromSpace(part: unknown, context: ParamContext): ParamField {
  const field = emptyField(context.schema);
  if (part === undefined) return field;
  const likely = { ...field, ...readPart(part) };
  return isSame(toSpace(likely, context), part) ? likely : { ...field, mode: "custom" };
}

function makePart(field: ParamField, schema: ParamSchema): unknown {
  if (field.mode === "default" || field.mode === "custom") return undefined;
  if (field.mode === "fixed") return readValue(field.fixed, schema);
  if (field.mode === "list") {
    const texts = field.list.split(",").map((text) => text.trim());
    return { values: texts.filter(Boolean).map((text) => readValue(text, schema)) };
  }
  return {
    ...(schema.type === "integer" && { type: "int" }),
    ...(field.scale === "log" && { scale: "log" }),
    // What is missing is sent as such, so that the server says which end it is.
    min: toNumber(field.min) ?? "",
    max: toNumber(field.max) ?? "",
    ...(field.count.trim() !== "" && { count: toNumber(field.count) }),
    ...(field.step.trim() !== "" && { step: toNumber(field.step) }),
  };
}

function readPart(part: unknown): Partial<ParamField> {
  if (!isRecord(part)) return { mode: "fixed", fixed: plainText(part) };
  if ("value" in part) return { mode: "fixed", fixed: plainText(part.value) };
  if (Array.isArray(part.values))
    return { mode: "list", list: part.values.map(plainText).join(", ") };
  const text = (value: unknown) => (value === undefined ? "" : plainText(value));
  return {
    mode: "range",
    min: text(part.min),
    max: text(part.max),
    scale: part.scale === "log" ? "log" : "linear",
    count: text(part.count),
    step: text(part.step),
  };
}

/** A value as its schema wants it; what cannot be one is sent as text, for the server to name the trouble. */
function readValue(text: string, { type }: ParamSchema): ParamValue {
  const trimmed = text.trim();
  if (type === "string") return trimmed;
  if (trimmed === "true" || trimmed === "false") return trimmed === "true";
  return toNumber(trimmed) ?? "";
}
