import { choices, isChoice } from "./choices.ts";
import { type ReadText, showValue, toNumber, toText } from "./field-value.ts";
import { isRecord, type Request, setKey } from "./request.ts";

/** Fields are named by their path in the request; of these the text is the value, the others hold numbers. */
const textNames = new Set(["dataset", "target", "model", "alias", "name", "experiment"]);

/** How the texts of a field are read. */
export function readerOf(name: string): ReadText {
  return textNames.has(name) || isPicker(name) ? toText : toNumber;
}

/** What of the request the field is about. */
export function getValue(request: Request, name: string): unknown {
  const [head = "", option] = name.split(".");
  const part = request[head];
  if (option === undefined) return part;
  return isRecord(part) ? part[option] : undefined;
}

export function showField(request: Request, name: string): string {
  const [head = ""] = name.split(".");
  const part = request[head];
  if (isChoice(head) && isPicker(name) && !isRecord(part)) {
    return part === undefined ? choices[head].fallback : JSON.stringify(part);
  }
  return showValue(getValue(request, name), readerOf(name));
}

/** The request after the text was typed into the field. */
export function writeField(request: Request, name: string, text: string): Request {
  const [head = "", option] = name.split(".");
  const value = readerOf(name)(text);
  if (option === undefined) return setKey(request, head, value);
  if (!isChoice(head)) throw new Error(`There is no field ${name}`);
  const { by, fallback } = choices[head];
  const part = request[head];
  if (option !== by) {
    return setKey(request, head, setKey(isRecord(part) ? part : { [by]: fallback }, option, value));
  }
  // The options of what was picked before mean nothing to another.
  return setKey(request, head, value === undefined ? undefined : { [by]: value });
}

function isPicker(name: string): boolean {
  const [head = "", option] = name.split(".");
  return isChoice(head) && choices[head].by === option;
}
