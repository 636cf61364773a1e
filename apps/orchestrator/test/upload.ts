import { readFileSync } from "node:fs";
import type { HttpServer } from "@rookery/runtime";

export const penguins = readFileSync(new URL("../../../data/penguins_size.csv", import.meta.url));

export interface FilePart {
  content: string | Buffer;
  fileName: string;
}

/** Parts in the order in which they are sent. */
export type FormParts = [field: string, value: string | FilePart][];

/** What `fetch` would send for this form. */
export async function encodeForm(parts: FormParts) {
  const form = new FormData();
  for (const [field, value] of parts) {
    if (typeof value === "string") form.append(field, value);
    else form.append(field, new Blob([value.content as BlobPart]), value.fileName);
  }
  const encoded = new Response(form);
  return {
    headers: { "content-type": encoded.headers.get("content-type") as string },
    payload: Buffer.from(await encoded.arrayBuffer()),
  };
}

export async function postForm(app: HttpServer, parts: FormParts, url = "/datasets") {
  return await app.inject({ method: "POST", url, ...(await encodeForm(parts)) });
}

export async function uploadCsv(app: HttpServer, name: string, content: string | Buffer) {
  const answer = await postForm(app, [["file", { content, fileName: `${name}.csv` }]]);
  if (answer.statusCode >= 400) throw new Error(answer.body);
  return answer.json();
}
