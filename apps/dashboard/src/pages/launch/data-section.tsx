import type { DatasetSummary } from "@rookery/contracts";
import { aboutMissingIndicators, aboutUnknownCategories, formatCount } from "@rookery/presentation";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { ErrorState } from "../../components/feedback/states.tsx";
import { Panel } from "../../components/layout/page.tsx";
import { queries } from "../../server/queries.ts";
import { FeaturesField } from "./fields/features-field.tsx";
import { SelectField } from "./fields/text-field.tsx";
import styles from "./launch.module.css";
import { useLaunch, useTextField } from "./launch-context.tsx";
import { chooseDataset, chooseTarget, suggestTarget } from "./request/choose-target.ts";
import { typeText } from "./request/launch-state.ts";
import { taskOf } from "./request/tasks.ts";
import { useSuggestedFeatures } from "./use-suggested-features.ts";

export function DataSection({ datasets }: { datasets: readonly DatasetSummary[] }) {
  const { update, options } = useLaunch();
  const { trainers } = options;
  const { value: dataset } = useTextField("dataset");
  const { value: version } = useTextField("datasetVersion");
  const { value: target } = useTextField("target");
  const client = useQueryClient();
  const table = useQuery({ ...tableOptions(dataset, version), enabled: dataset !== "" });
  const columns = table.data?.columns ?? [];
  const others = useMemo(
    () => table.data?.columns.filter(({ name }) => name !== target) ?? [],
    [table.data, target],
  );
  const column = columns.find(({ name }) => name === target);
  const suggestion = useSuggestedFeatures(table.data, target, trainers);

  const pickDataset = (name: string) => {
    update((before) => chooseDataset(before, name));
    const guess = client.query(tableOptions(name, "")).then(
      (loaded) => update((before) => suggestTarget(before, loaded, trainers)),
      () => {
        // The query below says what is wrong with the dataset.
      },
    );
    void guess;
  };
  const pickTarget = (name: string) =>
    update((before) => {
      const picked = columns.find((one) => one.name === name);
      return picked ? chooseTarget(before, picked, trainers) : typeText(before, "target", name);
    });

  const latest = datasets.find(({ name }) => name === dataset)?.latestVersion ?? 0;
  const versions = Array.from({ length: latest }, (_, index) => String(latest - index));
  return (
    <Panel title="Data">
      <div className={styles.fields}>
        <SelectField
          name="dataset"
          label="Dataset"
          choices={datasets.map(({ name }) => [name, name])}
          onPick={pickDataset}
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
          hint={column ? `To predict: ${taskOf(column)}` : "The column to predict"}
          choices={columns.map(({ name, kind }) => [name, `${name} (${kind})`])}
          onPick={pickTarget}
        />
        {table.isError && <ErrorState error={table.error} onRetry={() => void table.refetch()} />}
        <SelectField
          name="missingIndicator"
          label="Missing values"
          choices={[
            ["", aboutMissingIndicators.seen],
            ["always", aboutMissingIndicators.always],
            ["never", aboutMissingIndicators.never],
          ]}
          hint="A number keeps the mean and gets a 0/1 beside it; a category gets one more"
        />
        <SelectField
          name="unknownCategory"
          label="Unknown categories"
          choices={[
            ["", aboutUnknownCategories.ignore],
            ["missing", aboutUnknownCategories.missing],
            ["refuse", aboutUnknownCategories.refuse],
          ]}
          hint="What models do with a category that training had not, measured and served alike"
        />
        {columns.length > 0 && <FeaturesField columns={others} suggested={suggestion.suggested} />}
        {suggestion.error && (
          <div className={styles.wide}>
            <ErrorState error={suggestion.error} onRetry={() => void suggestion.retry()} />
          </div>
        )}
      </div>
    </Panel>
  );
}

/** The columns of a dataset's version as it stands in a field; an empty one: the newest. */
export function tableOptions(dataset: string, version: string) {
  return queries.datasets.get(dataset, version === "" ? undefined : Number(version));
}
