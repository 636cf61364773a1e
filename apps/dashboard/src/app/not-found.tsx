import { ButtonLink } from "../components/controls/button.tsx";
import { EmptyState } from "../components/feedback/empty-state.tsx";
import { Page } from "../components/layout/page.tsx";

export function NotFound() {
  return (
    <Page title="Not found">
      <EmptyState
        title="There is no such page"
        actions={<ButtonLink to="/sweeps">To the sweeps</ButtonLink>}
      >
        The address may be mistyped, or what it named has been deleted.
      </EmptyState>
    </Page>
  );
}
