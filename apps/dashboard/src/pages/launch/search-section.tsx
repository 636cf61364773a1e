import { aboutPruners, aboutSamplers } from "@rookery/presentation";
import { Panel } from "../../components/layout/page.tsx";
import { ChoiceFields } from "./fields/choice-fields.tsx";
import { TextField } from "./fields/text-field.tsx";
import styles from "./launch.module.css";
import { useLaunch, useTextField } from "./launch-context.tsx";

/** What is typed into the YAML may be no name of one. */
const samplerHints: Record<string, string> = aboutSamplers;
const prunerHints: Record<string, string> = aboutPruners;

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
