import type { ColumnProfile, DatasetProfile, DatasetVersion } from "@rookery/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { Field, Select } from "../../components/field.tsx";
import { Panel } from "../../components/page.tsx";
import { SkeletonRows } from "../../components/skeleton.tsx";
import { ColumnCard } from "./column-card.tsx";
import styles from "./columns.module.css";

/** What the columns look like and how they go with a target, column by column. */
export function ColumnsView({ version }: { version: DatasetVersion }) {
  const { dataset, version: number, columns, report } = version;
  const { target } = useSearch({ strict: false });
  const profile = useQuery({
    queryKey: ["profile", dataset, number, target],
    queryFn: () => api.datasets.profile(dataset, number, target ? { target } : {}),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const evidence = new Map(report.columns.map(({ name, why }) => [name, why]));
  return (
    <Panel
      title="Columns"
      note="Counted over all rows that were kept."
      actions={<TargetChoice names={columns.map(({ name }) => name)} target={target} />}
    >
      {profile.isPending && (
        <SkeletonRows what="Measuring the columns" rows={columns.length} height="6rem" />
      )}
      {profile.isError && (
        <ErrorState error={profile.error} onRetry={() => void profile.refetch()} />
      )}
      {profile.data && (
        <ul className={styles.columns} aria-busy={profile.isPlaceholderData}>
          {sortColumns(profile.data).map((column) => (
            <ColumnCard
              key={column.name}
              column={column}
              rows={profile.data.rows}
              why={evidence.get(column.name)}
              isTarget={column.name === profile.data.target}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** In the file's order; with a target, that first and then the most telling ones. */
function sortColumns({ columns, target }: DatasetProfile): ColumnProfile[] {
  if (target === null) return columns;
  const rank = ({ name, association }: ColumnProfile) =>
    name === target ? Number.POSITIVE_INFINITY : Math.abs(association?.value ?? -1);
  return columns.toSorted((a, b) => rank(b) - rank(a));
}

function TargetChoice({ names, target }: { names: string[]; target: string | undefined }) {
  const navigate = useNavigate();
  const choose = (chosen: string) =>
    void navigate({
      to: ".",
      search: (before) => ({ ...before, target: chosen || undefined }),
      replace: true,
      resetScroll: false,
    });
  return (
    <div className={styles.target}>
      <Field label="How do they go with …">
        {(ids) => (
          <Select {...ids} value={target ?? ""} onChange={(event) => choose(event.target.value)}>
            <option value="">choose a target</option>
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
