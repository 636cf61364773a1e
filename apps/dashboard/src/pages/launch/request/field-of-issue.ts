import type { ErrorIssue } from "@rookery/contracts";

export interface PlacedIssue {
  field: string;
  message: string;
}

/**
 * The field, of those there are, that an issue is shown at: that of its own path or of the nearest part around it, and
 * then the message says which part it is about. Null: it is about none of them.
 */
export function fieldOfIssue(
  { field: path, message }: ErrorIssue,
  names: ReadonlySet<string>,
): PlacedIssue | null {
  const whole = path.replace(/^body\.?/, "");
  // Names may hold dots, so every place where one can end is tried, the longest first.
  const ends = [...whole.matchAll(/\.|\[|$/g)].map(({ index }) => index).reverse();
  for (const end of ends) {
    const field = whole.slice(0, end);
    if (!names.has(field)) continue;
    const part = whole.slice(end).replace(/^\./, "");
    return { field, message: part === "" ? message : `${part}: ${message}` };
  }
  return null;
}
