import type { Model, ModelVersion } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { Field, Select } from "../../components/field.tsx";
import { Panel } from "../../components/page.tsx";
import { SkeletonRows } from "../../components/skeleton.tsx";
import styles from "./models.module.css";
import { defaultAlias, servedVersion } from "./served-version.ts";
import { TryForm } from "./try-form.tsx";

const route = getRouteApi("/models/$name");

/** A form made of a version's signature, to see what it predicts. */
export function TryView({ model }: { model: Model }) {
  const { name } = model;
  const { version: chosen } = route.useSearch();
  const number = chosen ?? servedVersion(model);
  const version = useQuery({
    queryKey: ["model", name, "version", String(number)],
    queryFn: () => api.models.version(name, number as number),
    enabled: number !== undefined,
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
  if (version.isError) {
    return (
      <Panel title="What goes in" actions={choice}>
        <ErrorState error={version.error} onRetry={() => void version.refetch()} />
      </Panel>
    );
  }
  if (version.isPending) {
    return (
      <Panel title="What goes in" actions={choice}>
        <SkeletonRows what="Loading the signature" rows={6} height="3.5rem" />
      </Panel>
    );
  }
  const isServed = chosen === undefined && model.aliases[defaultAlias] === number;
  return (
    <TryForm key={keyOf(version.data)} version={version.data} isServed={isServed} choice={choice} />
  );
}

function keyOf({ model, version, sha256 }: ModelVersion): string {
  return `${model} ${version} ${sha256}`;
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
