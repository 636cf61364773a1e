import { stringify } from "yaml";
import { getParam, type KnownParam } from "./param-fields.ts";
import { fromSpace, type ParamField, toSpace } from "./param-space.ts";
import { isRecord, isSame, type Request, setKey } from "./request.ts";
import { getValue, readerOf, showField, writeField } from "./text-fields.ts";
import { readYaml, reviseYaml } from "./yaml-text.ts";

/**
 * The page at one moment. The request is the truth; the YAML says the same in the person's own words, and `typed` keeps
 * how values were typed into fields (`0.10`, `1e3`), as long as they are the request's. YAML that cannot be read stands
 * beside them until it is mended or taken back: meanwhile nothing else changes and nothing is launched.
 */
export interface LaunchState {
  request: Request;
  yaml: string;
  broken: { yaml: string; trouble: string } | null;
  typed: { texts: Record<string, string>; params: Record<string, ParamField> };
}

export function openState(request: Request, yaml = stringify(request)): LaunchState {
  return { request, yaml, broken: null, typed: { texts: {}, params: {} } };
}

export function typeYaml(state: LaunchState, yaml: string): LaunchState {
  const read = readYaml(yaml);
  if ("request" in read) return openState(read.request, yaml);
  return { ...state, broken: { yaml, trouble: read.trouble } };
}

export function takeBackYaml(state: LaunchState): LaunchState {
  return { ...state, broken: null };
}

/** The state after a field has made another request. */
export function changeRequest(state: LaunchState, request: Request): LaunchState {
  return { ...state, request, yaml: reviseYaml(state.yaml, request) };
}

export function typeText(state: LaunchState, name: string, text: string): LaunchState {
  const { typed } = state;
  return {
    ...changeRequest(state, writeField(state.request, name, text)),
    typed: { ...typed, texts: { ...typed.texts, [name]: text } },
  };
}

/** A field's text as it was typed, or as the request has it. */
export function textOf({ request, typed }: LaunchState, name: string): string {
  const text = typed.texts[name];
  const isMeant = text !== undefined && isSame(readerOf(name)(text), getValue(request, name));
  return isMeant && text !== "" ? text : showField(request, name);
}

export interface TypedParam {
  name: string;
  known: KnownParam;
  field: ParamField;
}

export function typeParam(state: LaunchState, { name, known, field }: TypedParam): LaunchState {
  const { request, typed } = state;
  const before = isRecord(request.space) ? request.space : {};
  const space = setKey(before, name, toSpace(field, known));
  return {
    ...changeRequest(state, setKey(request, "space", space)),
    typed: { ...typed, params: { ...typed.params, [name]: field } },
  };
}

/** A parameter's field as it was typed, or as the request has it. */
export function paramOf(
  { request, typed }: LaunchState,
  name: string,
  known: KnownParam,
): ParamField {
  const field = typed.params[name];
  const part = getParam(request, name);
  return field && isSame(toSpace(field, known), part) ? field : fromSpace(part, known);
}
