import { useEffect } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Panel } from "../../components/page.tsx";
import styles from "./launch.module.css";
import { type LaunchValues, listParamFields, type Trainer } from "./launch-values.ts";
import { ParamRow } from "./param-row.tsx";
import { emptyField } from "./param-space.ts";
import { useFieldError } from "./text-field.tsx";

/** Which trainers, and for each of their parameters which values. */
export function TrainerSection({ trainers }: { trainers: readonly Trainer[] }) {
  const { control, register, getValues, setValue } = useFormContext<LaunchValues>();
  const chosen = useWatch({ control, name: "trainers" });
  const params = useWatch({ control, name: "params" });
  const error = useFieldError("trainers");
  const spaceError = useFieldError("params");
  const fields = listParamFields(chosen, trainers);

  useEffect(() => {
    for (const [name, { schema }] of listParamFields(chosen, trainers)) {
      if (getValues(`params.${name}`) === undefined) setValue(`params.${name}`, emptyField(schema));
    }
  }, [chosen, trainers, getValues, setValue]);

  const chosenTask = trainers.find(({ name }) => chosen.includes(name))?.task;
  const tasks = [...new Set(trainers.map(({ task }) => task))];
  const customOnly = Object.keys(params).filter(
    (name) => !fields.has(name) && params[name]?.mode === "custom",
  );
  return (
    <Panel
      title="Trainer and parameters"
      note="With several trainers, the sweep also searches which one is best."
    >
      <fieldset className={styles.set}>
        <legend>Trainers</legend>
        {tasks.map((task) => (
          <div key={task}>
            <p className={styles.task}>
              {task}
              {chosenTask && chosenTask !== task && `: untick those of ${chosenTask} first`}
            </p>
            <div className={styles.trainers}>
              {trainers
                .filter((trainer) => trainer.task === task)
                .map(({ name, description }) => (
                  <label key={name} className={styles.check}>
                    <input
                      type="checkbox"
                      value={name}
                      {...register("trainers")}
                      disabled={chosenTask !== undefined && chosenTask !== task}
                    />
                    <span>
                      {name}
                      <span className={styles.about}>{description}</span>
                    </span>
                  </label>
                ))}
            </div>
          </div>
        ))}
        {error && <p className={styles.error}>{error}</p>}
      </fieldset>
      <div className={styles.params}>
        {[...fields].map(([name, field]) =>
          params[name] ? (
            <ParamRow
              key={name}
              name={name}
              schema={field.schema}
              trainers={field.trainers.length < chosen.length ? field.trainers : []}
            />
          ) : null,
        )}
        {customOnly.length > 0 && (
          <p className={styles.about}>Given in the YAML only: {customOnly.join(", ")}</p>
        )}
      </div>
      {spaceError && <p className={styles.error}>{spaceError}</p>}
    </Panel>
  );
}
