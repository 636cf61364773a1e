/** What a text typed into a field stands for; undefined, when empty: left to the server's default. */
export type ReadText = (text: string) => string | number | undefined;

export const toText: ReadText = (text) => (text === "" ? undefined : text);

/** Text that is no number stays text, for the server to name the trouble. */
export const toNumber: ReadText = (text) => {
  if (text.trim() === "") return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
};

/** The text that stands for the value; where none does, as for a number in quotes, the value as JSON. */
export function showValue(value: unknown, read: ReadText): string {
  if (value === undefined) return "";
  const text = plainText(value);
  return read(text) === value ? text : JSON.stringify(value);
}

/** A value of JSON as text; objects say what they please when they are asked for theirs. */
export function plainText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
