import type { TrainerList } from "@rookery/contracts";
import { useFormContext, useWatch } from "react-hook-form";
import { Panel } from "../../components/page.tsx";
import styles from "./launch.module.css";
import type { LaunchValues } from "./launch-values.ts";
import { SelectField, TextField } from "./text-field.tsx";

export function ScoringSection({ options }: { options: TrainerList }) {
  const { control } = useFormContext<LaunchValues>();
  const [kind, rule, metric, trainers] = useWatch({
    control,
    name: ["validation.kind", "promotion.rule", "metric", "trainers"],
  });
  const task = options.trainers.find(({ name }) => trainers.includes(name))?.task;
  const known = options.metrics.find(({ name }) => name === metric);
  return (
    <Panel title="Scoring and promotion">
      <div className={styles.fields}>
        <SelectField
          name="metric"
          label="Objective"
          {...(known && { hint: `To ${known.direction}` })}
          choices={[
            ["", "the task's own"],
            ...options.metrics
              .filter((one) => task === undefined || one.task === task)
              .map(({ name, title }) => [name, title] as const),
          ]}
        />
        <SelectField
          name="validation.kind"
          label="Validation"
          choices={[
            ["k-fold", "cross-validation"],
            ["hold-out", "hold-out"],
          ]}
        />
        {kind === "k-fold" ? (
          <TextField name="validation.folds" label="Folds" />
        ) : (
          <TextField name="validation.fraction" label="Held-out share" />
        )}
        <TextField
          name="testFraction"
          label="Test share"
          placeholder="0.2"
          hint="Rows that no run sees"
        />
        <SelectField
          name="promotion.rule"
          label="Promote the winner"
          choices={[
            ["better", "when it is better"],
            ["always", "always"],
            ["never", "never"],
          ]}
        />
        {rule === "better" && (
          <TextField name="promotion.margin" label="Better by at least" placeholder="0" />
        )}
      </div>
    </Panel>
  );
}
