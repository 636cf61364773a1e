import type { DatasetColumn } from "@rookery/contracts";
import { useCallback, useMemo } from "react";
import { Button } from "../../../components/controls/button.tsx";
import type { SuggestedFeatures } from "../../../server/dataset-queries.ts";
import styles from "../launch.module.css";
import { useLaunch } from "../launch-context.tsx";
import { chooseFeatures, listTicked } from "../request/features.ts";
import { changeRequest } from "../request/launch-state.ts";
import type { Request } from "../request/request.ts";
import { FeatureCheck } from "./feature-check.tsx";

interface FeaturesFieldProps {
  /** All but the target. */
  columns: readonly DatasetColumn[];
  suggested: SuggestedFeatures | undefined;
}

/** Ticked is what the sweep will use. The request lists them only when they are not what the server would choose. */
export function FeaturesField({ columns, suggested }: FeaturesFieldProps) {
  const { state, update, errors } = useLaunch();
  const { features } = state.request;
  const names = useMemo(() => columns.map(({ name }) => name), [columns]);
  const known = useMemo(() => new Map(columns.map((column) => [column.name, column])), [columns]);
  const warnings = useMemo(
    () => new Map(suggested?.warnings.map((warning) => [warning.column, warning])),
    [suggested],
  );
  const ticked = new Set(listTicked(state.request, suggested?.features));
  const choose = useCallback(
    (pick: (before: Request) => Iterable<string>) =>
      update((before) =>
        changeRequest(
          before,
          chooseFeatures({
            request: before.request,
            chosen: new Set(pick(before.request)),
            columns: names,
            suggested: suggested?.features ?? [],
          }),
        ),
      ),
    [names, suggested, update],
  );
  const tick = useCallback(
    (name: string, isTicked: boolean) =>
      choose((before) => {
        const others = listTicked(before, suggested?.features).filter((other) => other !== name);
        return isTicked ? [...others, name] : others;
      }),
    [choose, suggested],
  );
  const strangers = [...ticked].filter((name) => !known.has(name));
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
        <Button look="quiet" onClick={() => choose(() => names)}>
          All
        </Button>
        <Button look="quiet" onClick={() => choose(() => [])}>
          None
        </Button>
        <Button look="quiet" onClick={() => choose(() => suggested?.features ?? [])}>
          As suggested
        </Button>
        <span className={styles.soft}>
          {suggested && `${ticked.size} of ${names.length} columns`}
          {suggested && features === undefined && ", as suggested"}
        </span>
      </div>
      <div className={styles.checks}>
        {[...names, ...strangers].map((name) => (
          <FeatureCheck
            key={name}
            name={name}
            isTicked={ticked.has(name)}
            column={known.get(name)}
            warning={warnings.get(name)}
            onTick={tick}
          />
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
