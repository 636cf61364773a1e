import type { Run } from "@rookery/contracts";
import {
  compareRuns,
  hasSpread,
  listMetrics,
  maxCompared,
  spreadNote,
} from "@rookery/presentation";
import { useQueries } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ButtonLink } from "../../components/controls/button.tsx";
import { StateBadge } from "../../components/data/badge.tsx";
import { EmptyState, ErrorState, Loading } from "../../components/feedback/states.tsx";
import { Page, Panel } from "../../components/layout/page.tsx";
import { queries } from "../../server/queries.ts";
import { CurvesPanel } from "../run/curves-panel.tsx";
import { FoldDotsPanel } from "../run/fold-dots-panel.tsx";
import styles from "./compare.module.css";
import { CompareTable } from "./compare-table.tsx";

const route = getRouteApi("/compare");

export function ComparePage() {
  const { runs: asked = "" } = route.useSearch();
  const ids = [...new Set(asked.split(",").filter(Boolean))].slice(0, maxCompared);
  const answers = useQueries({
    queries: ids.map((id) => queries.runs.get(id)),
  });
  const broken = answers.find(({ isError }) => isError);
  const runs = answers.flatMap(({ data }) => (data ? [data] : []));
  return (
    <Page
      title={ids.length < 2 ? "Compare runs" : `Compare ${ids.length} runs`}
      trail={<Link to="/sweeps">Sweeps</Link>}
      subtitle="What differs comes first."
    >
      {ids.length < 2 && <TooFew />}
      {broken && <ErrorState error={broken.error} onRetry={() => void broken.refetch()} />}
      {!broken && runs.length < ids.length && <Loading what="Loading the runs" />}
      {ids.length >= 2 && runs.length === ids.length && <Comparison runs={runs} />}
    </Page>
  );
}

function TooFew() {
  return (
    <EmptyState
      title="Pick two runs or more"
      actions={<ButtonLink to="/sweeps">To the sweeps</ButtonLink>}
    >
      Open a sweep, tick runs on its leaderboard and press Compare.
    </EmptyState>
  );
}

function Comparison({ runs }: { runs: readonly Run[] }) {
  // Of one sweep, the number tells them apart.
  const isOneSweep = new Set(runs.map(({ sweepId }) => sweepId)).size === 1;
  const nameOf = (run: Run) => (isOneSweep && run.number !== null ? `#${run.number}` : run.name);
  const head = runs.map((run) => (
    <div key={run.id} className={styles.head}>
      <Link to="/runs/$runId" params={{ runId: run.id }}>
        {nameOf(run)}
      </Link>
      <StateBadge state={run.state} />
    </div>
  ));
  const specs = useScoredRows(runs);
  const comparison = compareRuns(runs, specs);
  const hasFolds = listMetrics(runs).some((name) => hasSpread(runs, name));
  return (
    <>
      <Uncounted names={runs.map(nameOf)} reasons={comparison.whyNotCounted} />
      <Panel title="Side by side" flush {...(hasFolds && { note: `${spreadNote}.` })}>
        <CompareTable comparison={comparison} runs={runs} head={head} />
      </Panel>
      <FoldDotsPanel runs={runs} nameOf={nameOf} />
      <CurvesPanel
        runs={runs}
        nameOf={nameOf}
        validationOf={({ sweepId }) => specs.get(sweepId ?? "")?.validation}
      />
    </>
  );
}

interface UncountedProps {
  names: readonly string[];
  reasons: readonly (string | undefined)[];
}

/** Which runs cannot be the best at anything, and why. */
function Uncounted({ names, reasons }: UncountedProps) {
  const told = names.flatMap((name, index) =>
    reasons[index] ? [{ name, why: reasons[index] }] : [],
  );
  if (told.length === 0) return null;
  return (
    <section className={styles.notice} aria-label="Runs that do not count">
      <p>Only runs that succeeded can be the best:</p>
      <ul>
        {told.map(({ name, why }) => (
          <li key={name}>
            <strong>{name}</strong> {why}.
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the runs were measured on, by their sweeps; empty until all of it is known. */
function useScoredRows(runs: readonly Run[]) {
  const ids = [...new Set(runs.flatMap(({ sweepId }) => sweepId ?? []))];
  const sweeps = useQueries({ queries: ids.map((id) => queries.sweeps.get(id)) });
  const known = sweeps.flatMap(({ data }) => (data ? [[data.id, data.spec] as const] : []));
  return new Map(known.length === ids.length ? known : []);
}
