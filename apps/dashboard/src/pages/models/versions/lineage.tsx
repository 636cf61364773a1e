import type { ModelVersion } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Boxes, Database, FlaskConical, type LucideIcon, Play } from "lucide-react";
import type { ReactNode } from "react";
import { queries } from "../../../server/queries.ts";
import styles from "../models.module.css";

/** Names never change. */
const forEver = { staleTime: Number.POSITIVE_INFINITY };

/** Where a version came from, each step a link: dataset version, sweep, run, version. */
export function Lineage({ version }: { version: ModelVersion }) {
  const { dataset, sweepId, runId } = version;
  return (
    <nav aria-label="Where this version came from">
      <ol className={styles.lineage}>
        <Step icon={Database} kind="Dataset">
          {dataset ? (
            <Link
              to="/datasets/$name/versions/$version"
              params={{ name: dataset.name, version: String(dataset.version) }}
            >
              {dataset.name} version {dataset.version}
            </Link>
          ) : (
            "not known"
          )}
        </Step>
        <Step icon={FlaskConical} kind="Sweep">
          {sweepId ? <SweepLink sweepId={sweepId} /> : "none"}
        </Step>
        <Step icon={Play} kind="Run">
          {runId ? <RunLink runId={runId} /> : "none"}
        </Step>
        <Step icon={Boxes} kind="Model">
          <strong>
            {version.model} version {version.version}
          </strong>
        </Step>
      </ol>
    </nav>
  );
}

interface StepProps {
  icon: LucideIcon;
  kind: string;
  children: ReactNode;
}

function Step({ icon: Icon, kind, children }: StepProps) {
  return (
    <li className={styles.step}>
      <Icon aria-hidden size={18} />
      <span>
        <span className={styles.soft}>{kind}</span>
        <br />
        {children}
      </span>
    </li>
  );
}

function SweepLink({ sweepId }: { sweepId: string }) {
  const { data } = useQuery({ ...queries.sweeps.get(sweepId), ...forEver });
  return (
    <Link to="/sweeps/$sweepId" params={{ sweepId }}>
      {data?.name ?? sweepId.slice(0, 8)}
    </Link>
  );
}

function RunLink({ runId }: { runId: string }) {
  const { data } = useQuery({ ...queries.runs.get(runId), ...forEver });
  return (
    <Link to="/runs/$runId" params={{ runId }}>
      {data?.name ?? runId.slice(0, 8)}
    </Link>
  );
}
