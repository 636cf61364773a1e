import type { DatasetVersion } from "@rookery/contracts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { Button } from "../../components/button.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { Field, Input } from "../../components/field.tsx";
import { ProgressBar } from "../../components/progress-bar.tsx";
import { useToasts } from "../../components/toasts.tsx";
import { formatBytes } from "../../format/numbers.ts";
import { CleaningFields } from "./cleaning-fields.tsx";
import { readColumnNames } from "./read-column-names.ts";
import { StatedFields } from "./stated-fields.tsx";
import styles from "./upload.module.css";
import { uploadTable } from "./upload-table.ts";
import { emptyUpload, readUpload, suggestName, type UploadValues } from "./upload-values.ts";

interface UploadFormProps {
  file: File;
  onChooseOther: () => void;
  onDiscard: () => void;
}

/** Name, stated schema and cleaning rules of one file, and its sending. */
export function UploadForm({ file, onChooseOther, onDiscard }: UploadFormProps) {
  const form = useForm<UploadValues>({
    defaultValues: { ...emptyUpload, name: suggestName(file.name) },
  });
  const { errors } = form.formState;
  const columns = useQuery({
    queryKey: ["column-names", file.name, file.size, file.lastModified],
    queryFn: () => readColumnNames(file),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const sending = useSending(file);
  const submit = form.handleSubmit((values) => {
    const read = readUpload(values);
    if (read.ok) return sending.upload.mutate(read);
    for (const [field, message] of Object.entries(read.issues)) {
      form.setError(field as keyof UploadValues, { message });
    }
  });
  const { isPending, error } = sending.upload;
  return (
    <FormProvider {...form}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <p className={styles.file}>
          <strong>{file.name}</strong>
          <span>{formatBytes(file.size)}</span>
          {!isPending && (
            <Button look="quiet" onClick={onChooseOther}>
              Choose another
            </Button>
          )}
        </p>
        <fieldset disabled={isPending} className={`${styles.form} ${styles.fieldset}`}>
          <div className={styles.fields}>
            <Field
              label="Name of the dataset"
              hint="A name that exists gets a new version."
              error={errors.name?.message}
            >
              {(ids) => (
                <Input {...ids} autoComplete="off" spellCheck={false} {...form.register("name")} />
              )}
            </Field>
          </div>
          <StatedFields columns={columns.data ?? []} />
          <CleaningFields />
        </fieldset>
        {error && !sending.isCancelled && (
          <div className={styles.error}>
            <ErrorState error={error} />
          </div>
        )}
        {isPending ? (
          <Sending file={file} sentBytes={sending.sentBytes} onCancel={sending.cancel} />
        ) : (
          <div className={styles.actions}>
            <Button type="submit" look="primary">
              Upload
            </Button>
            <Button look="quiet" onClick={onDiscard}>
              Discard
            </Button>
          </div>
        )}
      </form>
    </FormProvider>
  );
}

type Request = Pick<Parameters<typeof uploadTable>[0], "name" | "schema" | "cleaning">;

/** Sends the file; what comes of it opens as a page. */
function useSending(file: File) {
  const [sentBytes, setSentBytes] = useState(0);
  const stop = useRef<AbortController | null>(null);
  const [isCancelled, setCancelled] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { tell } = useToasts();
  const show = ({ dataset, version }: DatasetVersion) =>
    navigate({
      to: "/datasets/$name/versions/$version",
      params: { name: dataset, version: String(version) },
    });
  const upload = useMutation({
    mutationFn: ({ name, schema, cleaning }: Request) => {
      stop.current = new AbortController();
      setSentBytes(0);
      setCancelled(false);
      const { signal } = stop.current;
      return uploadTable({ file, name, schema, cleaning, signal, onProgress: setSentBytes });
    },
    onSuccess: async ({ version, created }) => {
      tell(
        created
          ? `Version ${version.version} of ${version.dataset} is ready`
          : `Nothing new: this is version ${version.version} of ${version.dataset}`,
      );
      await queries.invalidateQueries({ queryKey: ["datasets"] });
      await queries.invalidateQueries({ queryKey: ["dataset", version.dataset] });
      await show(version);
    },
  });
  const cancel = () => {
    setCancelled(true);
    stop.current?.abort(new Error("The upload was cancelled."));
  };
  return { upload, sentBytes, isCancelled, cancel };
}

function Sending(props: { file: File; sentBytes: number; onCancel: () => void }) {
  const { file, sentBytes, onCancel } = props;
  const isSent = sentBytes >= file.size;
  return (
    <div className={styles.sending}>
      <ProgressBar
        total={file.size}
        parts={[{ tone: "good", count: sentBytes, label: "bytes sent" }]}
      />
      <div className={styles.actions}>
        <span role="status">
          {isSent
            ? "All sent. The rows are being read and cleaned…"
            : `${formatBytes(sentBytes)} of ${formatBytes(file.size)} sent`}
        </span>
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
