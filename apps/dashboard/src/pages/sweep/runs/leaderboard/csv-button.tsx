import { listAll } from "@rookery/client";
import { countFailed, type RunSummary, type Sweep } from "@rookery/contracts";
import {
  exportRun,
  listExportColumns,
  listMetrics,
  listParams,
  readRunErrors,
  writeCsvHead,
  writeCsvRun,
} from "@rookery/presentation";
import { Download } from "lucide-react";
import { Button } from "../../../../components/controls/button.tsx";
import { useToasts } from "../../../../components/feedback/toasts.tsx";
import { api } from "../../../../server/api.ts";

interface CsvButtonProps {
  sweep: Sweep;
  /** All of the sweep: they decide which columns there are. */
  runs: readonly RunSummary[];
  /** Those to save, in their order. */
  shown: readonly RunSummary[];
  /** Ids of columns of the leaderboard that are left out. */
  hidden: ReadonlySet<string>;
}

/** Saves the leaderboard as it is shown, in the columns and with all digits that `rookery sweep export` has. */
export function CsvButton({ sweep, runs, shown, hidden }: CsvButtonProps) {
  const { tellFailure } = useToasts();
  const save = async () => {
    const errors = countFailed(sweep.progress) > 0 ? await readErrors(sweep.id) : new Map();
    const names = { params: listParams(runs), metrics: listMetrics(runs) };
    const columns = listExportColumns(sweep.spec, names).filter(
      ({ shownAs }) => shownAs === undefined || !hidden.has(shownAs),
    );
    const lines = [
      writeCsvHead(columns),
      ...shown.map((run) => writeCsvRun(columns, exportRun(run, errors))),
    ];
    saveFile(`${sweep.name}.csv`, new Blob(lines, { type: "text/csv" }));
  };
  return (
    <Button
      disabled={shown.length === 0}
      onClick={() => save().catch((error) => tellFailure("Could not save the table", error))}
    >
      <Download aria-hidden size={16} />
      CSV
    </Button>
  );
}

function readErrors(sweepId: string): Promise<Map<string, string>> {
  const query = { failures: true, limit: 1_000 };
  return readRunErrors(listAll((page) => api.sweeps.attempts(sweepId, { ...page, ...query })));
}

function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has begun, and holds the content itself.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
