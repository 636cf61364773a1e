import { ButtonLink } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";
import { Page } from "./page.tsx";

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
