import { aboutRareClasses } from "@rookery/presentation";
import { Panel } from "../../components/layout/page.tsx";
import { ChoiceFields } from "./fields/choice-fields.tsx";
import { SelectField, TextField } from "./fields/text-field.tsx";
import styles from "./launch.module.css";
import { useLaunch, useTextField } from "./launch-context.tsx";
import { chosenTask } from "./request/tasks.ts";
import { getValue } from "./request/text-fields.ts";

export function ScoringSection() {
  const { state, options } = useLaunch();
  const { value: metric } = useTextField("objective.metric");
  const task = chosenTask(state.request, options.trainers);
  const known = options.metrics.find(({ name }) => name === metric);
  const direction = getValue(state.request, "objective.direction") ?? known?.direction;
  return (
    <Panel title="Scoring and promotion">
      <div className={styles.fields}>
        <ChoiceFields
          name="objective"
          label="Objective"
          {...(direction !== undefined && { hint: `To ${String(direction)}` })}
          offered={[
            ["", "the task's own"],
            ...options.metrics
              .filter((one) => task === undefined || one.task === task)
              .map(({ name, title }) => [name, title] as const),
          ]}
        />
        <ChoiceFields
          name="validation"
          label="Validation"
          offered={[
            ["k-fold", "cross-validation"],
            ["hold-out", "hold-out"],
          ]}
          labels={{ folds: "Folds", fraction: "Held-out share" }}
        />
        <TextField
          name="testFraction"
          label="Test share"
          placeholder="0.2"
          hint="Rows that no run sees"
        />
        {task !== "regression" && (
          <SelectField
            name="rareClasses"
            label="Classes with too few rows"
            choices={[
              ["", aboutRareClasses.refuse],
              ["drop", aboutRareClasses.drop],
            ]}
            hint="A class takes a row to test on, one to measure on and one to learn from"
          />
        )}
        <ChoiceFields
          name="promotion"
          label="Promote the winner"
          offered={[
            ["better", "when it is better"],
            ["always", "always"],
            ["never", "never"],
          ]}
          labels={{ margin: "Better by at least" }}
        />
      </div>
    </Panel>
  );
}
