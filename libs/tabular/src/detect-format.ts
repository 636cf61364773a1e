export type TextFormat = "csv" | "json-lines";

const jsonName = /\.(?:jsonl|ndjson|json)$/i;

/**
 * What a text holds by its first lines: JSON lines when the first begins an
 * object, else CSV. The header of a CSV may begin with a brace, too; then it is
 * no JSON, and the file's name decides, as it does for a text that says nothing.
 */
export function detectFormat(sample: Buffer, fileName: string): TextFormat {
  const text = sample.toString("utf8").trimStart();
  if (jsonName.test(fileName) && /^(?:[{[]|$)/.test(text)) return "json-lines";
  if (!text.startsWith("{")) return "csv";
  try {
    JSON.parse(text.split("\n", 1)[0] as string);
    return "json-lines";
  } catch {
    return "csv";
  }
}
