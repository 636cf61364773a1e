import type { DatasetColumn, SweepWarning } from "@rookery/contracts";
import { describeWarning } from "@rookery/presentation";
import { memo } from "react";
import styles from "../launch.module.css";

interface FeatureCheckProps {
  name: string;
  isTicked: boolean;
  /** Undefined for a name that the table does not have. */
  column: DatasetColumn | undefined;
  warning: SweepWarning | undefined;
  onTick: (name: string, isTicked: boolean) => void;
}

/** A column to tick, and what speaks against it. A table may have thousands, so only what changes is drawn again. */
export const FeatureCheck = memo(function FeatureCheck(props: FeatureCheckProps) {
  const { name, isTicked, onTick } = props;
  const remark = findRemark(props);
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={isTicked}
        onChange={({ target }) => onTick(name, target.checked)}
      />
      <span>
        {name}
        {remark && <span className={styles.about}>{remark}</span>}
      </span>
    </label>
  );
});

function findRemark({ column, warning }: FeatureCheckProps): string | undefined {
  if (!column) return "The table has no such column.";
  if (column.distinct === 0) return "Left out: no row has a value.";
  if (!warning) return undefined;
  const leftOut = warning.leftOut ? "Left out: " : "";
  return `${leftOut}${describeWarning(warning)}`;
}
