import type { RunSummary, Sweep } from "@rookery/contracts";
import { useMemo } from "react";
import { Field, Select } from "../../../components/controls/field.tsx";
import { EmptyState } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import styles from "../sweep.module.css";
import { useChangeSearch, useSweepSearch } from "../sweep-search.ts";
import { ScatterChart } from "./scatter-chart.tsx";
import { SlicesChart } from "./slices-chart.tsx";
import { listVariables, type Variable } from "./variable.ts";

/** Any parameter or metric against any other, and every parameter against one metric. */
export function PlotsView({ sweep, runs }: { sweep: Sweep; runs: readonly RunSummary[] }) {
  const search = useSweepSearch();
  const change = useChangeSearch();
  const variables = useMemo(() => listVariables(runs, sweep.spec.space), [runs, sweep.spec.space]);
  // Stable, so that the slices are not drawn anew when the axes of the scatter plot change.
  const params = useMemo(() => variables.filter(({ kind }) => kind === "parameter"), [variables]);
  const metrics = variables.filter(({ kind }) => kind === "metric");
  const find = (id: string | undefined) =>
    variables.find((variable) => variable.id === id || variable.title === id);

  const x = find(search.x) ?? params[0] ?? metrics[0];
  const y = find(search.y) ?? find(sweep.spec.objective.metric);
  const color = find(search.color);
  if (!x || !y) {
    return (
      <EmptyState title="Nothing to plot yet">
        Plots need runs that have ended with a score.
      </EmptyState>
    );
  }
  const choose = (name: "x" | "y" | "color") => (id: string) =>
    change(() => ({ [name]: id || undefined }));
  return (
    <>
      <Panel title={`${y.title} over ${x.title}`}>
        <div className={styles.choices}>
          <Choice label="Across" value={x.id} variables={variables} onChange={choose("x")} />
          <Choice label="Up" value={y.id} variables={variables} onChange={choose("y")} />
          <Choice
            label="Colour"
            value={color?.id ?? ""}
            variables={variables}
            onChange={choose("color")}
            none="all the same"
          />
        </div>
        <ScatterChart runs={runs} x={x} y={y} color={color} />
      </Panel>
      {params.length > 0 && y.kind !== "parameter" && (
        <Panel
          title={`${y.title} over each parameter`}
          note="One slice per parameter that varies; the others vary behind it."
        >
          <SlicesChart runs={runs} params={params} metric={y} />
        </Panel>
      )}
    </>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  variables: readonly Variable[];
  onChange: (id: string) => void;
  none?: string;
}

function Choice({ label, value, variables, onChange, none }: ChoiceProps) {
  return (
    <Field label={label}>
      {(ids) => (
        <Select {...ids} value={value} onChange={({ target }) => onChange(target.value)}>
          {none && <option value="">{none}</option>}
          {variables.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
