import type { ModelVersion } from "@rookery/contracts";
import { fillPath, orchestratorApi } from "@rookery/contracts";
import { describeTestRows, formatBytes, formatMetric, formatParam } from "@rookery/presentation";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { ButtonAnchor, ButtonLink } from "../../../components/controls/button.tsx";
import { Facts } from "../../../components/data/facts.tsx";
import { TimeAgo } from "../../../components/data/time-ago.tsx";
import { QueryStates } from "../../../components/feedback/query-states.tsx";
import { SkeletonRows } from "../../../components/feedback/states.tsx";
import { Page, Panel } from "../../../components/layout/page.tsx";
import { queries } from "../../../server/queries.ts";
import { Aliases } from "../aliases.tsx";
import styles from "../models.module.css";
import { PromoteButton } from "../promotions/promote-button.tsx";
import { sortMetrics } from "./headline-metrics.ts";
import { Lineage } from "./lineage.tsx";
import { SignatureTable } from "./signature-table.tsx";

const route = getRouteApi("/models/$name/versions/$version");

/** One immutable version: where it came from, what it takes and how good it is. */
export function VersionPage() {
  const { name, version } = route.useParams();
  const loaded = useQuery(queries.models.version(name, Number(version)));
  const title = `${name} version ${version}`;
  const trail = (
    <>
      <Link to="/models">Models</Link>
      <span aria-hidden>/</span>
      <Link to="/models/$name" params={{ name }}>
        {name}
      </Link>
    </>
  );
  return (
    <QueryStates
      query={loaded}
      loading={<SkeletonRows what="Loading the version" />}
      frame={(content) => (
        <Page title={title} trail={trail}>
          <Panel>{content}</Panel>
        </Page>
      )}
    >
      {(data) => <LoadedVersion version={data} title={title} trail={trail} />}
    </QueryStates>
  );
}

function describeMeasured({ testRows, testMetrics }: ModelVersion): string {
  if (Object.keys(testMetrics).length === 0) return "It was measured on no test rows.";
  return `On ${describeTestRows(testRows)}: rows that no run of its sweep has seen.`;
}

interface LoadedVersionProps {
  version: ModelVersion;
  title: string;
  trail: React.ReactNode;
}

function LoadedVersion({ version, title, trail }: LoadedVersionProps) {
  const { model, version: number, aliases, params, testMetrics, sha256, sizeBytes } = version;
  const aliasMap = Object.fromEntries(aliases.map((alias) => [alias, number]));
  return (
    <Page
      title={title}
      {...(aliases.length > 0 && { badge: <Aliases isBare model={model} aliases={aliasMap} /> })}
      trail={trail}
      subtitle={
        <>
          {version.trainer} for {version.signature.target}, registered{" "}
          <TimeAgo at={version.createdAt} />
        </>
      }
      actions={
        <>
          <ButtonAnchor
            look="quiet"
            href={fillPath(orchestratorApi.downloadModel, { name: model, version: number })}
            download={`${model}-v${number}.json`}
          >
            <Download aria-hidden size={16} />
            Model file
          </ButtonAnchor>
          <ButtonLink
            to="/models/$name"
            params={{ name: model }}
            search={{ view: "try", version: number }}
          >
            Try a prediction
          </ButtonLink>
          <PromoteButton version={version} look="primary" />
        </>
      }
    >
      <Lineage version={version} />
      <div className={styles.halves}>
        <Panel title="Test metrics" note={describeMeasured(version)}>
          <Facts
            facts={sortMetrics(Object.keys(testMetrics)).map((name) => [
              name,
              formatMetric(testMetrics[name]),
            ])}
          />
        </Panel>
        <Panel title="Parameters">
          <Facts
            facts={[
              ["trainer", version.trainer],
              ...Object.entries(params).map(([name, value]) => [name, formatParam(value)] as const),
            ]}
          />
        </Panel>
      </div>
      <Panel
        flush
        title="Signature"
        note={`What it takes to predict ${version.signature.target}. Rows are checked against it.`}
      >
        <SignatureTable signature={version.signature} />
      </Panel>
      <Panel title="File">
        <Facts
          facts={[
            ["Size", formatBytes(sizeBytes)],
            ["SHA-256", <code key="hash">{sha256}</code>],
          ]}
        />
      </Panel>
    </Page>
  );
}
