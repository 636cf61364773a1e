/** Tags as people edit them: `owner:ann`, one a line. */
export function writeTags(tags: Record<string, string>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}:${value}`)
    .join("\n");
}

/**
 * The change that makes the tags those of the lines: null takes one away. What
 * somebody else has added since `before` stays. Null when a line is no tag.
 */
export function readTagChange(
  lines: string,
  before: Record<string, string>,
): Record<string, string | null> | null {
  const change: Record<string, string | null> = {};
  for (const key of Object.keys(before)) change[key] = null;
  for (const line of lines.split("\n")) {
    if (line.trim() === "") continue;
    const [, key, value] = /^\s*([^\s:]+):(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) return null;
    change[key] = value.trim();
  }
  return change;
}
