import type { ColumnProfile, DatasetProfile, DatasetVersion } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Field, Select } from "../../../components/controls/field.tsx";
import { QueryStates } from "../../../components/feedback/query-states.tsx";
import { SkeletonRows } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { queries } from "../../../server/queries.ts";
import { ColumnCard } from "./column-card.tsx";
import styles from "./columns.module.css";

/** What the columns look like and how they go with a target, column by column. */
export function ColumnsView({ version }: { version: DatasetVersion }) {
  const { dataset, version: number, columns, report } = version;
  const { target } = useSearch({ strict: false });
  const profile = useQuery(queries.datasets.profile(dataset, number, target));
  const evidence = new Map(report.columns.map(({ name, why }) => [name, why]));
  return (
    <Panel
      title="Columns"
      note="Counted over all rows that were kept."
      actions={<TargetChoice names={columns.map(({ name }) => name)} target={target} />}
    >
      <QueryStates
        query={profile}
        loading={<SkeletonRows what="Measuring the columns" rows={columns.length} height="6rem" />}
      >
        {(measured) => (
          <ul className={styles.columns} aria-busy={profile.isPlaceholderData}>
            {sortColumns(measured).map((column) => (
              <ColumnCard
                key={column.name}
                column={column}
                rows={measured.rows}
                why={evidence.get(column.name)}
                isTarget={column.name === measured.target}
              />
            ))}
          </ul>
        )}
      </QueryStates>
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
