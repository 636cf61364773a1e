import type { Sweep, SweepChange } from "@rookery/contracts";
import { readTagChange } from "./tag-lines.ts";

interface TypedNotes {
  description: string;
  /** A tag each. */
  lines: string;
}

/** What somebody has made of the notes as they were; null when a line is no tag. */
export function readNotesChange(
  before: Pick<Sweep, "description" | "tags">,
  { description, lines }: TypedNotes,
): SweepChange | null {
  const tags = readTagChange(lines, before.tags);
  if (!tags) return null;
  const text = description.trim();
  return { tags, ...(text !== (before.description ?? "") && { description: text || null }) };
}
