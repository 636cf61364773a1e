import { formatCount } from "../../format/numbers.ts";
import styles from "./sweep.module.css";

interface StillLoadingProps {
  /** Such as `runs`. */
  what: string;
  loaded: number;
  total?: number;
}

/** Says that a view shows a part, while the rest is on its way. */
export function StillLoading({ what, loaded, total }: StillLoadingProps) {
  const of = total === undefined ? "" : ` of ${formatCount(total)}`;
  return (
    <p className={styles.remark} role="status">
      The first {formatCount(loaded)}
      {of} {what} are here; the others are being loaded…
    </p>
  );
}
