import type { Model } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { NavTabs } from "../../components/nav-tabs.tsx";
import { Page, Panel } from "../../components/page.tsx";
import { Skeleton, SkeletonRows } from "../../components/skeleton.tsx";
import { Aliases } from "./aliases.tsx";
import { PromotionsView } from "./promotions-view.tsx";
import { RollBack } from "./roll-back.tsx";
import type { ModelView } from "./routes.ts";
import { TryView } from "./try-view.tsx";
import { VersionsView } from "./versions-view.tsx";

const route = getRouteApi("/models/$name");
const trail = <Link to="/models">Models</Link>;

export function ModelPage() {
  const { name } = route.useParams();
  const model = useQuery({ queryKey: ["model", name], queryFn: () => api.models.get(name) });
  if (model.isError) {
    return (
      <Page title={name} trail={trail}>
        <Panel>
          <ErrorState error={model.error} onRetry={() => void model.refetch()} />
        </Panel>
      </Page>
    );
  }
  if (model.isPending) {
    return (
      <Page title={name} trail={trail} subtitle={<Skeleton width="14rem" height="1.3rem" />}>
        <Skeleton height="2.4rem" width="18rem" />
        <Panel>
          <SkeletonRows what="Loading the model" />
        </Panel>
      </Page>
    );
  }
  return <LoadedModel model={model.data} />;
}

function LoadedModel({ model }: { model: Model }) {
  const { name, description, aliases } = model;
  const { view = "versions" } = route.useSearch();
  return (
    <Page
      title={name}
      badge={<Aliases model={name} aliases={aliases} />}
      trail={trail}
      subtitle={description}
      actions={<RollBack model={model} />}
    >
      <NavTabs<ModelView>
        label="Views of the model"
        current={view}
        tabs={[
          { id: "versions", label: "Versions" },
          { id: "try", label: "Try a prediction" },
          { id: "promotions", label: "Promotions" },
        ]}
      />
      {view === "versions" && <VersionsView model={name} />}
      {view === "try" && <TryView model={model} />}
      {view === "promotions" && <PromotionsView model={name} />}
    </Page>
  );
}
