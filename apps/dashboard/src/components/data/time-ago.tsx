import { formatAgo, formatDate } from "../../format/times.ts";
import { useNow } from "./use-now.ts";

/** How long ago; the exact time is its title. */
export function TimeAgo({ at }: { at: string }) {
  const now = useNow(30_000);
  return (
    <time dateTime={at} title={formatDate(at)}>
      {formatAgo(at, now)}
    </time>
  );
}
