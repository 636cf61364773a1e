import type { DatasetSummary } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { api } from "../../api.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { Panel } from "../../components/page.tsx";
import { formatCount } from "../../format/numbers.ts";
import styles from "./launch.module.css";
import type { LaunchValues } from "./launch-values.ts";
import { SelectField } from "./text-field.tsx";

export function DataSection({ datasets }: { datasets: readonly DatasetSummary[] }) {
  const { control, getValues, setValue, register } = useFormContext<LaunchValues>();
  const [dataset, version, target] = useWatch({
    control,
    name: ["dataset", "datasetVersion", "target"],
  });
  const chosen = datasets.find(({ name }) => name === dataset);
  const table = useQuery({
    queryKey: ["dataset", dataset, version],
    queryFn: () =>
      version ? api.datasets.version(dataset, Number(version)) : api.datasets.get(dataset),
    enabled: dataset !== "",
  });
  const columns = table.data?.columns ?? [];
  // The last column is where tables mostly keep what is to be predicted; categories before numbers.
  useEffect(() => {
    const names = table.data?.columns.map(({ name }) => name);
    if (!names || names.includes(getValues("target"))) return;
    const categories = table.data?.columns.filter(({ kind }) => kind === "category") ?? [];
    setValue("target", categories[0]?.name ?? names.at(-1) ?? "");
    setValue("features", []);
  }, [table.data, getValues, setValue]);

  const versions = Array.from({ length: chosen?.latestVersion ?? 0 }, (_, index) =>
    String((chosen?.latestVersion ?? 0) - index),
  );
  return (
    <Panel title="Data">
      <div className={styles.fields}>
        <SelectField
          name="dataset"
          label="Dataset"
          choices={datasets.map(({ name }) => [name, name])}
          {...(table.data && { hint: `${formatCount(table.data.rows)} rows` })}
        />
        <SelectField
          name="datasetVersion"
          label="Version"
          choices={[["", "newest"], ...versions.map((one) => [one, one] as const)]}
        />
        <SelectField
          name="target"
          label="Target"
          hint="The column to predict"
          choices={columns.map(({ name, kind }) => [name, `${name} (${kind})`])}
        />
        {table.isError && <ErrorState error={table.error} onRetry={() => void table.refetch()} />}
        <fieldset className={`${styles.set} ${styles.wide}`}>
          <legend>Features (none ticked: every other column)</legend>
          <div className={styles.checks}>
            {columns
              .filter(({ name }) => name !== target)
              .map(({ name }) => (
                <label key={name} className={styles.check}>
                  <input type="checkbox" value={name} {...register("features")} />
                  {name}
                </label>
              ))}
          </div>
        </fieldset>
      </div>
    </Panel>
  );
}
