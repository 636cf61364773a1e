import { Panel } from "../../components/layout/page.tsx";
import { ChoiceFields } from "./fields/choice-fields.tsx";
import { TextField } from "./fields/text-field.tsx";
import styles from "./launch.module.css";
import { useLaunch, useTextField } from "./launch-context.tsx";

const samplerHints: Record<string, string> = {
  grid: "Every combination once. Ranges need a count or a step.",
  random: "Independent draws.",
  "quasi-random": "Random, but evenly spread.",
  tpe: "Learns from the runs that have ended where good ones are dense.",
};

const prunerHints: Record<string, string> = {
  none: "Every run goes on to its end.",
  median: "Stops runs below the median of the others at the same step.",
  asha: "At each rung only the best share goes on.",
};

export function SearchSection() {
  const { options } = useLaunch();
  const { value: sampler } = useTextField("sampler.name");
  const { value: pruner } = useTextField("pruner.name");
  return (
    <Panel title="Search">
      <div className={styles.fields}>
        <ChoiceFields
          name="sampler"
          label="Sampler"
          hint={samplerHints[sampler]}
          offered={options.samplers.map((name) => [name, name])}
        >
          <TextField
            name="runs"
            label="Runs"
            hint={sampler === "grid" ? "At most; empty: all combinations" : "How many to draw"}
          />
        </ChoiceFields>
        <ChoiceFields
          name="pruner"
          label="Pruner"
          hint={prunerHints[pruner]}
          offered={Object.keys(prunerHints).map((name) => [name, name])}
        />
      </div>
    </Panel>
  );
}
