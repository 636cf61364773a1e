import { isDeepStrictEqual } from "node:util";
import type { OpenAPIV3_1 } from "openapi-types";

type Document = OpenAPIV3_1.Document;

/** The document with the schemas it speaks of, each under one name where one is enough, in words every language knows. */
export function tidyDocument(document: Document): Document {
  const components = { ...document.components, schemas: keepReachable(document) };
  return withPortablePatterns(withOneNameEach({ ...document, components }));
}

/**
 * A schema has two names where requests and answers differ in it, such as by
 * defaults, `Objective` and `ObjectiveInput`: those that do not need both keep one.
 */
function withOneNameEach(document: Document): Document {
  const schemas = document.components?.schemas ?? {};
  const shorten = (name: string) => name.slice(0, -"Input".length);
  let twins = Object.keys(schemas).filter((name) => name.endsWith("Input"));
  const rename = <T>(part: T): T =>
    JSON.parse(
      JSON.stringify(part).replaceAll(/"#\/components\/schemas\/([^"/]+)"/g, (_, name) => {
        const kept = twins.includes(name) ? shorten(name) : name;
        return `"#/components/schemas/${kept}"`;
      }),
    );
  // Whether two are the same depends on those that they name: assumed until one differs.
  for (let before = -1; before !== twins.length; ) {
    before = twins.length;
    twins = twins.filter((name) => {
      const other = schemas[shorten(name)] ?? schemas[name];
      return isDeepStrictEqual(rename(other), rename(schemas[name]));
    });
  }
  const renamed = rename(document);
  const entries = Object.entries(renamed.components?.schemas ?? {})
    .map(([name, schema]) => [twins.includes(name) ? shorten(name) : name, schema] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  renamed.components = { ...renamed.components, schemas: Object.fromEntries(entries) };
  return renamed;
}

/** Classes that not every language's regular expressions know, spelled out. */
const portableClasses = {
  "\\p{Cc}": "\\x00-\\x1f\\x7f-\\x9f",
  "\\p{Surrogate}": "\\ud800-\\udfff",
};

function withPortablePatterns(document: Document): Document {
  const text = JSON.stringify(document, (key, value) => {
    if (key !== "pattern" || typeof value !== "string") return value;
    return Object.entries(portableClasses).reduce(
      (pattern, [name, spelled]) => pattern.replaceAll(name, spelled),
      value,
    );
  });
  return JSON.parse(text);
}

/** The registry holds every schema: keep those this document speaks of. */
function keepReachable(document: Document) {
  const all = document.components?.schemas ?? {};
  const kept: typeof all = {};
  const visit = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part ?? {}).matchAll(
      /"#\/components\/schemas\/([^"/]+)"/g,
    )) {
      const schema = name === undefined ? undefined : all[name];
      if (name === undefined || schema === undefined || name in kept) continue;
      kept[name] = schema;
      visit(schema);
    }
  };
  visit(document.paths);
  return kept;
}
