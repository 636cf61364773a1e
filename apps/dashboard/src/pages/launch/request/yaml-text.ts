import { canonicalJson } from "@rookery/contracts";
import { type Document, parseDocument, stringify } from "yaml";
import { isRecord, isSame, type Request } from "./request.ts";

/** A request as text, or why the text is none. */
export type ReadYaml = { request: Request } | { trouble: string };

/** Reads a request as YAML, of which JSON is a part. What JSON cannot carry is refused and not sent as something else. */
export function readYaml(yaml: string): ReadYaml {
  const document = parseDocument(yaml);
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake) return { trouble: mistake.message };
  try {
    const content: unknown = document.toJS();
    canonicalJson(content);
    return isRecord(content)
      ? { request: content }
      : { trouble: "A request is a mapping, such as `dataset: penguins`." };
  } catch (error) {
    return { trouble: error instanceof Error ? error.message : String(error) };
  }
}

/** The YAML with what the request says differently, and all the rest as somebody wrote it, comments too. */
export function reviseYaml(yaml: string, request: Request): string {
  const read = readYaml(yaml);
  if (!("request" in read)) return stringify(request);
  if (isSame(read.request, request)) return yaml;
  const document = parseDocument(yaml);
  try {
    revise({ document, path: [], from: read.request, to: request });
    const revised = document.toString({ lineWidth: 0 });
    const again = readYaml(revised);
    if ("request" in again && isSame(again.request, request)) return revised;
  } catch {
    // Anchors and aliases tie parts together that are no longer the same.
  }
  return stringify(request);
}

interface Revision {
  document: Document;
  path: string[];
  from: Request;
  to: Request;
}

function revise({ document, path, from, to }: Revision): void {
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const at = [...path, key];
    const [before, after] = [from[key], to[key]];
    if (isSame(before, after)) continue;
    if (after === undefined) document.deleteIn(at);
    else if (isRecord(before) && isRecord(after)) {
      revise({ document, path: at, from: before, to: after });
    } else document.setIn(at, document.createNode(after));
  }
}
