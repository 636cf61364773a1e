import { FileUp } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "../../../components/controls/button.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import styles from "./upload.module.css";
import { UploadForm } from "./upload-form.tsx";
import { useUpload } from "./use-upload.tsx";

const accepted = ".csv,.tsv,.txt,.json,.jsonl,.ndjson,.parquet,.xlsx,.gz,.zip";

/** Takes a table dropped anywhere on the page, or chosen, and asks what to do with it. */
export function Upload() {
  const [file, setFile] = useState<File | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const upload = useUpload();
  const take = (taken: File | null) => {
    // What is under way has its form, and can be cancelled there only.
    if (upload.isPending) return;
    upload.reset();
    setFile(taken);
  };
  const isOver = useFileDrop(take);
  const choose = () => input.current?.click();
  return (
    <Panel>
      <input
        ref={input}
        type="file"
        accept={accepted}
        hidden
        onChange={({ target }) => {
          take(target.files?.[0] ?? null);
          target.value = "";
        }}
      />
      {file ? (
        <UploadForm
          key={`${file.name} ${file.size} ${file.lastModified}`}
          file={file}
          upload={upload}
          onChooseOther={choose}
          onDiscard={() => take(null)}
        />
      ) : (
        <div className={styles.zone} data-over={isOver || undefined}>
          <FileUp aria-hidden size={28} />
          <p>
            <strong>Drop a table here</strong>
            <br />
            CSV, JSON, Excel or Parquet, perhaps in .gz or .zip
          </p>
          <Button look="primary" onClick={choose}>
            Choose a file
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** Hears of files dropped anywhere on the page, and says whether one hovers over it. */
function useFileDrop(onFile: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false);
  const take = useEffectEvent(onFile);
  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    addEventListener(
      "dragover",
      (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      },
      options,
    );
    addEventListener(
      "dragleave",
      (event) => event.relatedTarget === null && setOver(false),
      options,
    );
    addEventListener(
      "drop",
      (event) => {
        const file = event.dataTransfer?.files[0];
        setOver(false);
        if (!file) return;
        event.preventDefault();
        take(file);
      },
      options,
    );
    return () => listening.abort();
  }, []);
  return isOver;
}
