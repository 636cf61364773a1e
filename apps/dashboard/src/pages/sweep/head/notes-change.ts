import type { Sweep, SweepChange } from "@rookery/contracts";
import { listTags } from "@rookery/presentation";

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

/** Tags as people edit them: `owner:ann`, one a line. */
export function writeTags(tags: Record<string, string>): string {
  return listTags(tags).join("\n");
}

/**
 * What the lines change of the tags as they were: null takes one away. A tag that is
 * left as it was is not named, so what somebody else has made of it since stays.
 * Null when a line is no tag.
 */
function readTagChange(
  lines: string,
  before: Record<string, string>,
): Record<string, string | null> | null {
  const after = new Map<string, string>();
  for (const line of lines.split("\n")) {
    if (line.trim() === "") continue;
    const [, key, value] = /^\s*([^\s:]+):(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) return null;
    after.set(key, value.trim());
  }
  const was = new Map(Object.entries(before));
  const gone = [...was.keys()].filter((key) => !after.has(key));
  const set = [...after].filter(([key, value]) => was.get(key)?.trim() !== value);
  return Object.fromEntries([...gone.map((key) => [key, null] as const), ...set]);
}
