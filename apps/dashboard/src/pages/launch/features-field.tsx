import type { DatasetColumn, SweepWarning } from "@rookery/contracts";
import { Button } from "../../components/button.tsx";
import { isSame } from "./is-same.ts";
import styles from "./launch.module.css";
import { useLaunch } from "./launch-context.tsx";
import { changeRequest } from "./launch-state.ts";
import { readNames } from "./read-trainers.ts";
import { setKey } from "./request.ts";
import type { SuggestedFeatures } from "./use-suggested-features.ts";
import { warningKinds } from "./warning-kinds.ts";

interface FeaturesFieldProps {
  /** All but the target. */
  columns: readonly DatasetColumn[];
  suggested: SuggestedFeatures | undefined;
}

/** Ticked is what the sweep will use. The request lists them only when they are not what the server would choose. */
export function FeaturesField({ columns, suggested }: FeaturesFieldProps) {
  const { state, update, errors } = useLaunch();
  const { features } = state.request;
  const ticked = features === undefined ? (suggested?.features ?? []) : readNames(features);
  const names = columns.map(({ name }) => name);
  const strangers = suggested ? ticked.filter((name) => !names.includes(name)) : [];
  const choose = (chosen: readonly string[]) => {
    const list = [...names, ...strangers].filter((name) => chosen.includes(name));
    const isSuggested = suggested && isSame(list.toSorted(), suggested.features.toSorted());
    update((before) =>
      changeRequest(before, setKey(before.request, "features", isSuggested ? undefined : list)),
    );
  };
  const error = errors.get("features");
  return (
    <fieldset
      name="features"
      className={`${styles.set} ${styles.wide}`}
      disabled={suggested === undefined}
      {...(error && { "aria-describedby": "features-error" })}
    >
      <legend>Features</legend>
      <div className={styles.tools}>
        <Button look="quiet" onClick={() => choose(names)}>
          All
        </Button>
        <Button look="quiet" onClick={() => choose([])}>
          None
        </Button>
        <Button look="quiet" onClick={() => choose(suggested?.features ?? [])}>
          As suggested
        </Button>
        <span className={styles.soft}>
          {suggested && `${ticked.length} of ${names.length} columns`}
          {suggested && features === undefined && ", as suggested"}
        </span>
      </div>
      <div className={styles.checks}>
        {[...names, ...strangers].map((name) => (
          <label key={name} className={styles.check}>
            <input
              type="checkbox"
              checked={ticked.includes(name)}
              onChange={({ target }) =>
                choose(
                  target.checked ? [...ticked, name] : ticked.filter((other) => other !== name),
                )
              }
            />
            <span>
              {name}
              <Remark
                column={columns.find((column) => column.name === name)}
                warning={suggested?.warnings.find(({ column }) => column === name)}
              />
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p id="features-error" className={styles.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface RemarkProps {
  column: DatasetColumn | undefined;
  warning: SweepWarning | undefined;
}

/** What speaks against a column, and whether the server leaves it out for it. */
function Remark({ column, warning }: RemarkProps) {
  const says = !column
    ? "The table has no such column."
    : column.distinct === 0
      ? "Left out: no row has a value."
      : warning &&
        `${warning.leftOut ? "Left out: " : ""}${warningKinds[warning.kind]}. ${warning.evidence}.`;
  return says ? <span className={styles.about}>{says}</span> : null;
}
