import { ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";

export function NoDatasets() {
  return (
    <EmptyState
      title="There is no dataset yet"
      actions={
        <ButtonLink look="primary" to="/datasets">
          Upload a table
        </ButtonLink>
      }
    >
      A sweep needs a table to learn from. Upload a CSV, JSON lines or Parquet file first.
    </EmptyState>
  );
}
