import type { PredictRequest } from "@rookery/contracts";
import { CopyButton } from "../../components/copy-button.tsx";
import { Panel } from "../../components/page.tsx";
import styles from "./models.module.css";

/** The same request for a terminal. The key is not asked for where there are none. */
export function CurlPanel({ request }: { request: PredictRequest }) {
  const command = [
    `curl ${location.origin}/predict`,
    `-H "authorization: Bearer $ROOKERY_API_KEY"`,
    `-H "content-type: application/json"`,
    `-d ${quote(JSON.stringify(request))}`,
  ].join(" \\\n  ");
  return (
    <Panel
      title="From a terminal"
      note="For trying. Programs ask the inference API itself, by default on port 7200."
      actions={<CopyButton text={command} label="Copy" />}
    >
      <pre className={styles.curl}>{command}</pre>
    </Panel>
  );
}

/** For POSIX shells. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
