import type { Model, ModelVersion } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ButtonLink } from "../../../components/controls/button.tsx";
import { Field, Select } from "../../../components/controls/field.tsx";
import { QueryStates } from "../../../components/feedback/query-states.tsx";
import { EmptyState, SkeletonRows } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { queries } from "../../../server/queries.ts";
import { defaultAlias, servedVersion } from "../aliases.tsx";
import styles from "../models.module.css";
import { TryForm } from "./try-form.tsx";

const route = getRouteApi("/models/$name");

/** A form made of a version's signature, to see what it predicts. */
export function TryView({ model }: { model: Model }) {
  const { name } = model;
  const { version: chosen } = route.useSearch();
  const number = chosen ?? servedVersion(model);
  const version = useQuery({
    ...queries.models.version(name, number as number),
    enabled: number !== undefined,
    // The champion may change while somebody fills in the form.
    placeholderData: (before) => (before?.model === name ? before : undefined),
  });
  if (number === undefined) {
    return (
      <Panel>
        <EmptyState
          title="There is nothing to try"
          actions={<ButtonLink to="/sweeps/new">Launch a sweep</ButtonLink>}
        >
          This model has no version with a model file.
        </EmptyState>
      </Panel>
    );
  }
  const choice = <VersionChoice model={model} chosen={chosen} shown={number} />;
  const isServed = chosen === undefined && model.aliases[defaultAlias] === number;
  return (
    <QueryStates
      query={version}
      loading={<SkeletonRows what="Loading the signature" rows={6} height="3.5rem" />}
      frame={(content) => (
        <Panel title="What goes in" actions={choice}>
          {content}
        </Panel>
      )}
    >
      {(data) => <TryForm key={keyOf(data)} version={data} isServed={isServed} choice={choice} />}
    </QueryStates>
  );
}

/** What is typed fits every version that takes the same. */
function keyOf({ model, signature: { inputs, target } }: ModelVersion): string {
  return JSON.stringify([model, target, inputs.map(({ name, kind }) => [name, kind])]);
}

interface VersionChoiceProps {
  model: Model;
  chosen: number | undefined;
  shown: number;
}

function VersionChoice({ model, chosen, shown }: VersionChoiceProps) {
  const navigate = route.useNavigate();
  const champion = model.aliases[defaultAlias];
  const numbers = new Set([shown, ...model.versions.map(({ version }) => version)]);
  return (
    <div className={styles.choice}>
      <Field label="Version">
        {(ids) => (
          <Select
            {...ids}
            value={chosen ?? ""}
            onChange={({ target }) =>
              void navigate({
                search: (before) => ({ ...before, version: Number(target.value) || undefined }),
                replace: true,
                resetScroll: false,
              })
            }
          >
            <option value="">
              {champion === undefined ? `the newest: ${shown}` : `${defaultAlias}: ${champion}`}
            </option>
            {[...numbers]
              .toSorted((a, b) => b - a)
              .map((version) => (
                <option key={version} value={version}>
                  version {version}
                </option>
              ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
