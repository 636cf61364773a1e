import type { CleaningRulesInput, Reading, StatedSchema } from "@rookery/contracts";
import { streamForm, type UploadSource } from "./stream-form.ts";

export interface ImportFormOptions {
  fileName: string;
  schema?: StatedSchema | undefined;
  cleaning?: CleaningRulesInput | undefined;
  reading?: Reading | undefined;
  onProgress?: (sentBytes: number) => void;
}

/** What `POST /datasets` takes; only a form whose progress somebody hears, or of a stream, is written by us. */
export function importForm(
  source: UploadSource,
  options: ImportFormOptions,
): { body: FormData | ReadableStream; contentType?: string } {
  const { fileName, schema, cleaning, reading, onProgress } = options;
  const fields = {
    ...(schema && { schema: JSON.stringify(schema) }),
    ...(cleaning && { cleaning: JSON.stringify(cleaning) }),
    ...(reading && { reading: JSON.stringify(reading) }),
  };
  if (!(source instanceof Blob) || onProgress) {
    return streamForm({ fields, fileName, source, onProgress });
  }
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append("file", source, fileName);
  return { body };
}
