import type { Run } from "@rookery/contracts";
import { formatBytes } from "@rookery/presentation";
import { Download } from "lucide-react";
import table from "../../components/data/table.module.css";
import { Panel } from "../../components/layout/page.tsx";

export function ArtifactsPanel({ run }: { run: Run }) {
  if (run.artifacts.length === 0) return null;
  return (
    <Panel title="Artifacts" flush>
      <div className={table.scroll}>
        <table className={table.table}>
          <tbody>
            {run.artifacts.map(({ path, sizeBytes }) => (
              <tr key={path}>
                <td>
                  <a href={artifactAddress(run.id, path)} download>
                    <Download aria-hidden size={14} /> {path}
                  </a>
                </td>
                <td className={table.number}>{formatBytes(sizeBytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function artifactAddress(runId: string, path: string): string {
  return `/runs/${runId}/artifacts/${path.split("/").map(encodeURIComponent).join("/")}`;
}
