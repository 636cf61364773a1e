import { useFormContext } from "react-hook-form";
import { Field, Input, Select } from "../../../components/controls/field.tsx";
import styles from "./upload.module.css";
import type { UploadValues } from "./upload-values.ts";

/** How the file is read, where it does not say that itself. */
export function ReadingFields() {
  const { register, formState } = useFormContext<UploadValues>();
  const problem = formState.errors.reading?.message;
  return (
    <details className={styles.more}>
      <summary>
        How the file is read <span>– found out unless you state it</span>
      </summary>
      <div className={styles.fields}>
        <Field label="Between cells" hint="Such as ; or tab, space, colon" error={problem}>
          {(ids) => <Input {...ids} {...register("reading.delimiter")} />}
        </Field>
        <Field label="Encoding of the text" hint="Such as windows-1250, gbk, shift_jis">
          {(ids) => <Input {...ids} autoComplete="off" {...register("reading.encoding")} />}
        </Field>
        <Field label="Lines to skip" hint="Above the header">
          {(ids) => <Input {...ids} inputMode="numeric" {...register("reading.skip")} />}
        </Field>
        <Field label="Remarks begin with" hint="Such as #; such lines do not count">
          {(ids) => <Input {...ids} {...register("reading.comment")} />}
        </Field>
        <Field label="First line">
          {(ids) => (
            <Select {...ids} {...register("reading.header")}>
              <option value="">names the columns</option>
              <option value="false">is a row</option>
            </Select>
          )}
        </Field>
        <Field label="Lines that cannot be rows">
          {(ids) => (
            <Select {...ids} {...register("reading.onBadRow")}>
              <option value="">refuse the file</option>
              <option value="skip">are skipped and listed</option>
            </Select>
          )}
        </Field>
        <Field label="Sheet" hint="Of an Excel workbook; the first unless named">
          {(ids) => <Input {...ids} {...register("reading.sheet")} />}
        </Field>
      </div>
    </details>
  );
}
