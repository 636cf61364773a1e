import type { ErrorComponentProps } from "@tanstack/react-router";
import { ButtonLink } from "../components/controls/button.tsx";
import { EmptyState, ErrorState } from "../components/feedback/states.tsx";
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

/** Stands for a page that broke. */
export function PageError({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="This page broke">
      <ErrorState error={error} onRetry={reset} />
    </Page>
  );
}
