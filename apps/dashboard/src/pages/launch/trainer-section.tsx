import { Panel } from "../../components/layout/page.tsx";
import { ParamRow } from "./fields/param-row.tsx";
import { TrainerChecks } from "./fields/trainer-checks.tsx";
import styles from "./launch.module.css";
import { useLaunch } from "./launch-context.tsx";
import { chooseTrainers } from "./request/choose-trainers.ts";
import { listKnownParams } from "./request/param-fields.ts";
import { isRecord } from "./request/request.ts";
import { chosenTask, readTrainers } from "./request/tasks.ts";

/** Which trainers, and for each of their parameters which values. */
export function TrainerSection() {
  const { state, update, options, errors } = useLaunch();
  const { trainers } = options;
  const chosen = readTrainers(state.request);
  const params = [...listKnownParams(chosen, trainers)];
  const { space } = state.request;
  const given = isRecord(space) ? Object.keys(space) : [];
  const yamlOnly = given.filter((name) => params.every(([known]) => known !== name));
  const [error, spaceError] = [errors.get("trainer"), errors.get("space")];
  return (
    <Panel
      title="Trainer and parameters"
      note="With several trainers, the sweep also searches which one is best."
    >
      <fieldset
        name="trainer"
        className={styles.set}
        {...(error && { "aria-describedby": "trainer-error" })}
      >
        <legend>Trainers</legend>
        <TrainerChecks
          trainers={trainers}
          chosen={chosen}
          task={chosenTask(state.request, trainers)}
          onChoose={(names) => update((before) => chooseTrainers(before, names, trainers))}
        />
        {error && (
          <p id="trainer-error" className={styles.error}>
            {error}
          </p>
        )}
      </fieldset>
      <fieldset name="space" aria-label="Parameters" className={styles.params}>
        {params.map(([name, known]) => (
          <ParamRow key={name} name={name} known={known} />
        ))}
        {yamlOnly.length > 0 && (
          <p className={styles.about}>Given in the YAML only: {yamlOnly.join(", ")}</p>
        )}
      </fieldset>
      {spaceError && <p className={styles.error}>{spaceError}</p>}
    </Panel>
  );
}
