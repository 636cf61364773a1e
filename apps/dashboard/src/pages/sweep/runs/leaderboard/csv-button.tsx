import type { RunSummary } from "@rookery/contracts";
import { Download } from "lucide-react";
import { Button } from "../../../../components/controls/button.tsx";
import { useToasts } from "../../../../components/feedback/toasts.tsx";
import type { RunColumn } from "./run-columns.tsx";

interface CsvButtonProps {
  /** Of the sweep. */
  name: string;
  runs: readonly RunSummary[];
  columns: readonly RunColumn[];
}

/** Saves the leaderboard as it is shown, with all digits. */
export function CsvButton({ name, runs, columns }: CsvButtonProps) {
  const { tellFailure } = useToasts();
  const save = async () => {
    const { writeCsv } = await import("./write-csv.ts");
    saveFile(`${name}.csv`, new Blob([writeCsv(runs, columns)], { type: "text/csv" }));
  };
  return (
    <Button
      disabled={runs.length === 0}
      onClick={() => save().catch((error) => tellFailure("Could not save the table", error))}
    >
      <Download aria-hidden size={16} />
      CSV
    </Button>
  );
}

function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has begun, and holds the content itself.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
