import type { PredictRequest } from "@rookery/contracts";
import { useQuery } from "@tanstack/react-query";
import { CopyButton } from "../../../components/controls/copy-button.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { queries } from "../../../server/queries.ts";
import styles from "../models.module.css";
import { reachableUrl } from "./reachable-url.ts";

/** The same request for a terminal, to the inference API itself where its address is known out here. */
export function CurlPanel({ request }: { request: PredictRequest }) {
  const { data } = useQuery(queries.inference.get());
  if (!data) return null;
  const direct = reachableUrl(data.url, location.hostname);
  const command = [
    `curl ${direct ?? location.origin}/predict`,
    ...(data.needsKey ? [`-H "authorization: Bearer $ROOKERY_API_KEY"`] : []),
    `-H "content-type: application/json"`,
    `-d ${quote(JSON.stringify(request))}`,
  ].join(" \\\n  ");
  return (
    <Panel
      title="From a terminal"
      note={
        direct === null
          ? "For trying: this address sends it on. Programs ask the inference API itself, by default on port 7200."
          : "This asks the inference API itself, as programs do."
      }
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
