import { type ChoiceName, choices, isChoice } from "./choices.ts";
import { isRecord, type Request, setKey } from "./request.ts";

/** Fields are named by their path in the request; of these the text is the value, the others hold numbers. */
const textNames = new Set([
  ...["dataset", "target", "missingIndicator", "unknownCategory", "rareClasses"],
  ...["model", "alias", "name", "experiment"],
]);

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
    if (isNameAlone(head, part)) return part;
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
    const picked = isNameAlone(head, part) ? part : fallback;
    return setKey(request, head, setKey(isRecord(part) ? part : { [by]: picked }, option, value));
  }
  // The options of what was picked before mean nothing to another.
  return setKey(request, head, value === undefined ? undefined : { [by]: value });
}

/** `tpe` for `{ name: tpe }`, as the server takes it too where there are several kinds. */
function isNameAlone(head: ChoiceName, part: unknown): part is string {
  return typeof part === "string" && "union" in choices[head];
}

function isPicker(name: string): boolean {
  const [head = "", option] = name.split(".");
  return isChoice(head) && choices[head].by === option;
}

/** What a text typed into a field stands for; undefined, when empty: left to the server's default. */
export type ReadText = (text: string) => string | number | undefined;

const toText: ReadText = (text) => (text === "" ? undefined : text);

/** Text that is no number stays text, for the server to name the trouble. */
export const toNumber: ReadText = (text) => {
  if (text.trim() === "") return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
};

/** The text that stands for the value; where none does, as for a number in quotes, the value as JSON. */
function showValue(value: unknown, read: ReadText): string {
  if (value === undefined) return "";
  const text = plainText(value);
  return read(text) === value ? text : JSON.stringify(value);
}

/** A value of JSON as text; objects say what they please when they are asked for theirs. */
export function plainText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
