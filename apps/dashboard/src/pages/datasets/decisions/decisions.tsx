import type { DatasetVersion } from "@rookery/contracts";
import { addRules, describeDecision, listDecisions } from "@rookery/presentation";
import { useRef, useState } from "react";
import { Button } from "../../../components/controls/button.tsx";
import { ErrorState } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import styles from "../datasets.module.css";
import { Sending } from "../upload/sending.tsx";
import { useSentFile } from "../upload/use-sent-file.ts";
import { useUpload } from "../upload/use-upload.tsx";

/** Columns that are numbers or dates but for a few values, each with a button that decides it. */
export function Decisions({ version }: { version: DatasetVersion }) {
  const decisions = listDecisions(version);
  const sent = useSentFile(version.contentHash);
  const [file, setFile] = useState<File | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const chosen = useRef(decisions);
  const upload = useUpload();
  if (decisions.length === 0) return null;

  const send = (table: File) => {
    const { schema, cleaning } = addRules(
      version,
      chosen.current.map(({ decision }) => decision),
    );
    setFile(table);
    upload.send({ file: table, name: version.dataset, schema, cleaning, reading: version.reading });
  };
  const decide = (which: typeof decisions) => {
    chosen.current = which;
    if (sent) send(sent);
    else input.current?.click();
  };
  return (
    <Panel
      title="To decide"
      note={
        sent
          ? "What you decide makes a new version of the same file."
          : `What you decide makes a new version; you are asked for the file again (${version.sourceName}).`
      }
    >
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ target }) => {
          const again = target.files?.[0];
          target.value = "";
          if (again) send(again);
        }}
      />
      <ul className={styles.decisions}>
        {decisions.map((each) => (
          <li key={each.name}>
            <p>
              <strong>{each.name}</strong> {describeDecision(each.decision, version.report.format)}
            </p>
            <Button disabled={upload.isPending} onClick={() => decide([each])}>
              Read {each.name} as {each.decision.kind}s
            </Button>
          </li>
        ))}
      </ul>
      {upload.isPending && file && <Sending file={file} upload={upload} />}
      {upload.error && <ErrorState error={upload.error} />}
    </Panel>
  );
}
