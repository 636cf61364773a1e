import { Panel } from "../../components/layout/page.tsx";
import { TextField } from "./fields/text-field.tsx";
import styles from "./launch.module.css";

export function NamesSection() {
  return (
    <Panel title="Names">
      <div className={styles.fields}>
        <TextField name="name" label="Sweep" placeholder="made from the dataset" />
        <TextField name="experiment" label="Experiment" placeholder="Default" />
        <TextField name="model" label="Model" placeholder="the dataset's name" />
        <TextField name="alias" label="Alias" placeholder="champion" />
        <TextField name="seed" label="Seed" placeholder="0" hint="Same seed, same result" />
      </div>
    </Panel>
  );
}
