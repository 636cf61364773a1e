import { Button } from "../../components/controls/button.tsx";
import { Panel } from "../../components/layout/page.tsx";
import styles from "./launch.module.css";
import { useLaunch } from "./launch-context.tsx";
import { takeBackYaml, typeYaml } from "./request/launch-state.ts";

/** The request as YAML, as `rookery sweep run` takes it. The form follows it; what has no field is kept. */
export function YamlPanel({ isRefused }: { isRefused: boolean }) {
  const { state, update } = useLaunch();
  const { yaml, broken } = state;
  return (
    <Panel
      title="The request as YAML"
      note="Sent as it stands here, also what the form has no field for: constraints, conditions, limits."
    >
      <div className={styles.plan}>
        <textarea
          className={styles.yaml}
          aria-label="The request as YAML"
          aria-invalid={broken !== null || isRefused}
          aria-describedby="yaml-trouble"
          spellCheck={false}
          value={broken?.yaml ?? yaml}
          onChange={({ target }) => update((before) => typeYaml(before, target.value))}
        />
        <div id="yaml-trouble" role="status">
          {broken && <p className={styles.trouble}>{broken.trouble}</p>}
        </div>
        {broken && (
          <div className={styles.tools}>
            <Button onClick={() => update(takeBackYaml)}>Back to what could be read</Button>
          </div>
        )}
      </div>
    </Panel>
  );
}
