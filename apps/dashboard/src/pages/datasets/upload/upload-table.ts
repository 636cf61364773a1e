import { readProblem } from "@rookery/client";
import {
  AppError,
  type CleaningRulesInput,
  DatasetVersion,
  orchestratorApi,
  type Reading,
  type StatedSchema,
} from "@rookery/contracts";

interface TableUpload {
  file: File;
  name: string;
  schema: StatedSchema;
  cleaning: CleaningRulesInput;
  reading?: Reading;
  onProgress: (sentBytes: number) => void;
  signal: AbortSignal;
}

interface UploadedTable {
  version: DatasetVersion;
  /** False when the dataset had a version of these very bytes and rules. */
  created: boolean;
}

/** Like the client's `import`, over XMLHttpRequest: only that tells browsers how much was sent. */
export function uploadTable(upload: TableUpload): Promise<UploadedTable> {
  const { file, name, schema, cleaning, reading, onProgress, signal } = upload;
  const form = new FormData();
  form.append("schema", JSON.stringify(schema));
  form.append("cleaning", JSON.stringify(cleaning));
  if (reading) form.append("reading", JSON.stringify(reading));
  // The server starts to read the rows as they arrive, so the file comes last.
  form.append("file", file, file.name);
  const request = new XMLHttpRequest();
  signal.addEventListener("abort", () => request.abort(), { once: true });
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded }) => onProgress(Math.min(loaded, file.size));
    request.upload.onload = () => onProgress(file.size);
    request.onload = () => readAnswer(request).then(resolve, reject);
    request.onabort = () => reject(signal.reason);
    request.onerror = () => reject(brokenOff());
    const { method, path } = orchestratorApi.importDataset;
    request.open(method, `${path}?${new URLSearchParams({ name })}`);
    request.send(form);
  });
}

async function readAnswer(request: XMLHttpRequest): Promise<UploadedTable> {
  const { status, statusText, responseText } = request;
  const answer = new Response(responseText, { status, statusText });
  if (!answer.ok) throw await readProblem(answer, location.origin);
  return { version: DatasetVersion.parse(await answer.json()), created: status === 201 };
}

function brokenOff(): AppError {
  return new AppError("unavailable", "The upload broke off.", {
    hint: "Is Rookery still running? A file that was changed while it was sent breaks off, too.",
  });
}
