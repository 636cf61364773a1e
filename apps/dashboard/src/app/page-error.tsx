import type { ErrorComponentProps } from "@tanstack/react-router";
import { ErrorState } from "../components/feedback/error-state.tsx";
import { Page } from "../components/layout/page.tsx";

/** Stands for a page that broke. */
export function PageError({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="This page broke">
      <ErrorState error={error} onRetry={reset} />
    </Page>
  );
}
