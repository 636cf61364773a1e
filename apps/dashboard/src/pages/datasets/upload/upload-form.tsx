import { formatBytes } from "@rookery/presentation";
import { useQuery } from "@tanstack/react-query";
import { FormProvider, useForm } from "react-hook-form";
import { Button } from "../../../components/controls/button.tsx";
import { Field, Input } from "../../../components/controls/field.tsx";
import { ErrorState } from "../../../components/feedback/states.tsx";
import { queries } from "../../../server/queries.ts";
import { CleaningFields } from "./cleaning-fields.tsx";
import { readColumnNames } from "./read-column-names.ts";
import { ReadingFields } from "./reading-fields.tsx";
import { Sending } from "./sending.tsx";
import { StatedFields } from "./stated-fields.tsx";
import styles from "./upload.module.css";
import { emptyUpload, readUpload, suggestName, type UploadValues } from "./upload-values.ts";
import type { useUpload } from "./use-upload.tsx";

interface UploadFormProps {
  file: File;
  upload: ReturnType<typeof useUpload>;
  onChooseOther: () => void;
  onDiscard: () => void;
}

/** Name, stated schema and cleaning rules of one file, and its sending. */
export function UploadForm({ file, upload, onChooseOther, onDiscard }: UploadFormProps) {
  const form = useForm<UploadValues>({
    defaultValues: { ...emptyUpload, name: suggestName(file.name) },
  });
  const { errors } = form.formState;
  const columns = useQuery({
    queryKey: queries.datasets.columnNames(file),
    queryFn: () => readColumnNames(file),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const submit = form.handleSubmit((values) => {
    const read = readUpload(values);
    if (read.ok) return upload.send({ file, ...read });
    for (const [field, message] of Object.entries(read.issues)) {
      form.setError(field as keyof UploadValues, { message });
    }
  });
  const { isPending, error } = upload;
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
          <ReadingFields />
          <StatedFields columns={columns.data ?? []} />
          <CleaningFields />
        </fieldset>
        {error && (
          <div className={styles.error}>
            <ErrorState error={error} />
          </div>
        )}
        {isPending ? (
          <Sending file={file} upload={upload} />
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
