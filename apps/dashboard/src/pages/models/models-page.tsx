import type { ModelSummary } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ButtonLink } from "../../components/controls/button.tsx";
import table from "../../components/data/table.module.css";
import { Pager, Table } from "../../components/data/table.tsx";
import { TimeAgo } from "../../components/data/time-ago.tsx";
import { QueryStates } from "../../components/feedback/query-states.tsx";
import { EmptyState, SkeletonRows } from "../../components/feedback/states.tsx";
import { Page, Panel } from "../../components/layout/page.tsx";
import { queries } from "../../server/queries.ts";
import { Aliases } from "./aliases.tsx";
import styles from "./models.module.css";

const route = getRouteApi("/models");

export function ModelsPage() {
  const { cursor } = route.useSearch();
  const models = useQuery(queries.models.list({ cursor }));
  return (
    <Page title="Models" subtitle="What sweeps have registered, and which version is served.">
      <Panel flush>
        <QueryStates query={models} loading={<SkeletonRows what="Loading the models" />}>
          {({ items }) => (items.length === 0 ? <NoModels /> : <ModelsTable models={items} />)}
        </QueryStates>
      </Panel>
      <Pager>
        {cursor && <ButtonLink to="/models">First page</ButtonLink>}
        {models.data?.nextCursor && (
          <ButtonLink to="/models" search={{ cursor: models.data.nextCursor }}>
            Next page
          </ButtonLink>
        )}
      </Pager>
    </Page>
  );
}

function NoModels() {
  return (
    <EmptyState
      title="No models yet"
      actions={
        <ButtonLink look="primary" to="/sweeps/new">
          Launch a sweep
        </ButtonLink>
      }
    >
      A sweep registers its best run as a version of a model and promotes it when it is better than
      the one in use.
    </EmptyState>
  );
}

function ModelsTable({ models }: { models: readonly ModelSummary[] }) {
  return (
    <Table
      headings={[
        "Model",
        "Aliases",
        { number: "Newest version" },
        "Changed",
        { unseen: "What to do with it" },
      ]}
    >
      {models.map(({ name, description, aliases, latestVersion, updatedAt }) => (
        <tr key={name}>
          <td>
            <Link to="/models/$name" params={{ name }} className={styles.name}>
              {name}
            </Link>
            {description && <div className={styles.soft}>{description}</div>}
          </td>
          <td>
            <Aliases model={name} aliases={aliases} />
          </td>
          <td className={table.number}>{latestVersion}</td>
          <td>
            <TimeAgo at={updatedAt} />
          </td>
          <td className={table.number}>
            <Link to="/models/$name" params={{ name }} search={{ view: "try" }}>
              Try it
            </Link>
          </td>
        </tr>
      ))}
    </Table>
  );
}
