import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { AppError, type ErrorIssue } from "@rookery/client";
import { issuesFromZod, SweepRequest } from "@rookery/contracts";
import {
  type Document,
  isMap,
  isNode,
  isPair,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from "yaml";
import { UsageError } from "../usage-error.ts";

export interface SweepFile {
  request: SweepRequest;
  /** What the server has against fields, with their places in the file. */
  locate(error: unknown): unknown;
}

/** Reads a sweep as YAML, of which JSON is a part; `-` is standard input. Mistakes name their line and column. */
export async function readSweepFile(file: string): Promise<SweepFile> {
  const source = file === "-" ? await text(process.stdin) : await readFile(file, "utf8");
  const name = file === "-" ? "standard input" : file;
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };

  const [mistake] = document.errors;
  if (mistake) throw new UsageError(`${place(mistake.pos[0])}: ${mistake.message}`);
  const atField = (issue: ErrorIssue): ErrorIssue => {
    const field = issue.field.replace(/^body\.?/, "");
    const offset = findOffset(document, field);
    const at = offset === undefined ? name : place(offset);
    return { ...issue, field: field ? `${at}: ${field}` : at };
  };

  const content: unknown = toContent(document, name);
  const parsed = SweepRequest.safeParse(content);
  if (!parsed.success) {
    const issues = issuesFromZod(parsed.error, { root: "body", input: content }).map(atField);
    throw new UsageError(
      ["This is not a sweep.", ...issues.map(({ field, message }) => `${field}: ${message}`)],
      "`rookery sweep run --help` shows a file.",
    );
  }
  return {
    request: content as SweepRequest,
    locate: (error) =>
      error instanceof AppError && error.issues.length > 0
        ? new AppError(error.code, error.message, {
            issues: error.issues.map(atField),
            ...(error.hint && { hint: error.hint }),
            cause: error,
          })
        : error,
  };
}

/** Aliases that would unfold without end are refused here. */
function toContent(document: Document, name: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new UsageError(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Where a field such as `space.steps.values[2]` begins, or the nearest field around it. */
function findOffset(document: Document, field: string): number | undefined {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] : undefined;
  let rest = field;
  while (rest !== "") {
    const [child, length] = step(node, rest);
    if (!child) break;
    node = child.value;
    offset = child.offset;
    rest = rest.slice(length).replace(/^\./, "");
  }
  return offset;
}

type Child = { value: unknown; offset: number | undefined };

/** Keys may hold dots: the longest that fits is meant. */
function step(node: unknown, path: string): [Child | undefined, number] {
  if (isSeq(node)) {
    const [whole = "", index] = /^\[(\d+)\]/.exec(path) ?? [];
    const item = node.items[Number(index)] as Node | undefined;
    return [item && { value: item, offset: item.range?.[0] }, whole.length];
  }
  if (!isMap(node)) return [undefined, 0];
  const [best] = node.items
    .filter(isPair)
    .map((pair) => ({ pair, key: String(pair.key) }))
    .filter(({ key }) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`))
    .sort((a, b) => b.key.length - a.key.length);
  if (!best) return [undefined, 0];
  const key = best.pair.key as Node;
  return [{ value: best.pair.value, offset: key.range?.[0] }, best.key.length];
}
