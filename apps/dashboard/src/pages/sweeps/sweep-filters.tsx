import { SweepState, sweepStates } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { X } from "lucide-react";
import type { SweepFilter } from "../../app/routes.ts";
import { Button } from "../../components/controls/button.tsx";
import { Input, Select, useRestedText } from "../../components/controls/field.tsx";
import { queries } from "../../server/queries.ts";
import styles from "./sweeps-page.module.css";

const route = getRouteApi("/sweeps");

/** Which sweeps are listed: by name, experiment, state and tag, all in the address. */
export function SweepFilters() {
  const navigate = route.useNavigate();
  const { name, experiment, state, tag } = route.useSearch();
  // Another filter begins with its first page.
  const change = (filter: SweepFilter) =>
    void navigate({ search: { name, experiment, state, tag, ...filter }, replace: true });
  const [text, setText] = useRestedText(name ?? "", (typed) =>
    change({ name: typed.trim() || undefined }),
  );
  return (
    <search className={styles.filters}>
      <Input
        type="search"
        aria-label="Name contains"
        placeholder="Search names"
        className={styles.search}
        maxLength={200}
        spellCheck={false}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <ExperimentFilter
        experiment={experiment}
        onChange={(chosen) => change({ experiment: chosen })}
      />
      <Select
        aria-label="State"
        className={styles.filter}
        value={state ?? ""}
        onChange={({ target }) => change({ state: SweepState.safeParse(target.value).data })}
      >
        <option value="">All states</option>
        {sweepStates.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </Select>
      {tag !== undefined && (
        <Button aria-label={`Any tags, not only ${tag}`} onClick={() => change({ tag: undefined })}>
          {tag}
          <X aria-hidden size={14} />
        </Button>
      )}
    </search>
  );
}

interface ExperimentFilterProps {
  experiment: string | undefined;
  onChange: (experiment: string | undefined) => void;
}

function ExperimentFilter({ experiment, onChange }: ExperimentFilterProps) {
  const { data } = useQuery(queries.experiments.list());
  const names = data?.items.map(({ name }) => name) ?? [];
  const offered =
    experiment === undefined || names.includes(experiment) ? names : [experiment, ...names];
  return (
    <Select
      aria-label="Experiment"
      className={styles.filter}
      value={experiment ?? ""}
      onChange={({ target }) => onChange(target.value || undefined)}
    >
      <option value="">All experiments</option>
      {offered.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </Select>
  );
}
