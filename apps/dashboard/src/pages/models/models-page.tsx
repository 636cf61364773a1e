import type { ModelSummary } from "@rookery/contracts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ListStates } from "../../components/list-states.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { Pager } from "../../components/pager.tsx";
import table from "../../components/table.module.css";
import { TimeAgo } from "../../components/time-ago.tsx";
import { Aliases } from "./aliases.tsx";
import styles from "./models.module.css";

const route = getRouteApi("/models");
const pageSize = 50;

export function ModelsPage() {
  const { cursor } = route.useSearch();
  const models = useQuery({
    queryKey: ["models", { cursor }],
    queryFn: () => api.models.list({ limit: pageSize, ...(cursor && { cursor }) }),
    placeholderData: keepPreviousData,
  });
  const items = models.data?.items ?? [];
  return (
    <Page title="Models" subtitle="What sweeps have registered, and which version is served.">
      <Panel flush>
        <ListStates
          query={models}
          count={items.length}
          loading="Loading the models"
          empty={models.data && <NoModels />}
        >
          <ModelsTable models={items} />
        </ListStates>
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
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Aliases</th>
            <th scope="col" className={table.number}>
              Newest version
            </th>
            <th scope="col">Changed</th>
            <th scope="col">
              <span className="visually-hidden">What to do with it</span>
            </th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
    </div>
  );
}
