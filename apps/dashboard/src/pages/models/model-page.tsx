import type { Model } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ModelView } from "../../app/routes.ts";
import { QueryStates } from "../../components/feedback/query-states.tsx";
import { SkeletonRows } from "../../components/feedback/states.tsx";
import { Page, Panel } from "../../components/layout/page.tsx";
import { type Views, ViewTabs } from "../../components/layout/view-tabs.tsx";
import { queries } from "../../server/queries.ts";
import { Aliases } from "./aliases.tsx";
import { PromotionsView } from "./promotions/promotions-view.tsx";
import { RollBack } from "./promotions/roll-back.tsx";
import { TryView } from "./try/try-view.tsx";
import { VersionsView } from "./versions/versions-view.tsx";

const route = getRouteApi("/models/$name");
const views: Views<ModelView, { model: Model }> = {
  versions: { label: "Versions", View: VersionsView },
  try: { label: "Try a prediction", View: TryView },
  promotions: { label: "Promotions", View: PromotionsView },
};

const trail = <Link to="/models">Models</Link>;

export function ModelPage() {
  const { name } = route.useParams();
  const model = useQuery(queries.models.get(name));
  return (
    <QueryStates
      query={model}
      loading={<SkeletonRows what="Loading the model" />}
      frame={(content) => (
        <Page title={name} trail={trail}>
          <Panel>{content}</Panel>
        </Page>
      )}
    >
      {(loaded) => <LoadedModel model={loaded} />}
    </QueryStates>
  );
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
      <ViewTabs label="Views of the model" views={views} current={view} given={{ model }} />
    </Page>
  );
}
