import { useNavigate, useSearch } from "@tanstack/react-router";
import { Field, Select } from "../../components/controls/field.tsx";
import styles from "./run.module.css";

/** The metric that a panel shows: what the address asks for, else the objective, else the first. */
export function useMetric(
  names: readonly string[],
  objective: string | undefined,
): string | undefined {
  const { metric: asked } = useSearch({ strict: false });
  const isThere = (name: string | undefined) => name !== undefined && names.includes(name);
  return [asked, objective].find(isThere) ?? names[0];
}

interface MetricChoiceProps {
  names: readonly string[];
  metric: string;
}

/** Chooses the metric, in the address. */
export function MetricChoice({ names, metric }: MetricChoiceProps) {
  const navigate = useNavigate();
  return (
    <div className={styles.choices}>
      <Field label="Metric">
        {(ids) => (
          <Select
            {...ids}
            value={metric}
            onChange={({ target }) =>
              void navigate({
                to: ".",
                search: (before) => ({ ...before, metric: target.value }) as never,
                replace: true,
                resetScroll: false,
              })
            }
          >
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
