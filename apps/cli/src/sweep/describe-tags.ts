/** `owner:ann, stage:baseline`. */
export function describeTags(tags: Record<string, string>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}:${value}`)
    .join(", ");
}
