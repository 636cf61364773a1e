import { useFormContext } from "react-hook-form";
import field from "../../../components/controls/field.module.css";
import { Field, Input, Select } from "../../../components/controls/field.tsx";
import styles from "./upload.module.css";
import type { UploadValues } from "./upload-values.ts";

/** What is done to the rows on their way in; left alone, next to nothing is. */
export function CleaningFields() {
  const { register, watch, formState } = useFormContext<UploadValues>();
  const dropMissing = watch("dropMissing");
  return (
    <details className={styles.more}>
      <summary>
        Cleaning rules <span>– nothing is dropped or filled in unless you say so</span>
      </summary>
      <div className={styles.fields}>
        <Field label="Also missing" hint="Besides the usual NA, null, empty …; such as ?, -999">
          {(ids) => <Input {...ids} {...register("missing")} />}
        </Field>
        <Field label="Cells that do not fit a stated kind">
          {(ids) => (
            <Select {...ids} {...register("invalid")}>
              <option value="refuse">refuse the file</option>
              <option value="missing">count as missing</option>
            </Select>
          )}
        </Field>
        <Field label="Leave out columns" hint="Names, separated by commas">
          {(ids) => <Input {...ids} {...register("dropColumns")} />}
        </Field>
        <Field label="Leave out rows">
          {(ids) => (
            <Select {...ids} {...register("dropMissing")}>
              <option value="">only those without any value</option>
              <option value="any">with a missing value anywhere</option>
              <option value="some">with a missing value in …</option>
            </Select>
          )}
        </Field>
        {dropMissing === "some" && (
          <Field label="… these columns" hint="Names, separated by commas">
            {(ids) => <Input {...ids} {...register("dropMissingIn")} />}
          </Field>
        )}
        <Field label="Missing numbers" hint="Models impute by themselves, without looking ahead.">
          {(ids) => (
            <Select {...ids} {...register("imputeNumbers")}>
              <option value="">stay missing</option>
              <option value="mean">become the mean</option>
              <option value="median">become the median</option>
              <option value="most-frequent">become the most frequent</option>
            </Select>
          )}
        </Field>
        <Field label="Missing categories">
          {(ids) => (
            <Select {...ids} {...register("imputeCategories")}>
              <option value="">stay missing</option>
              <option value="most-frequent">become the most frequent</option>
            </Select>
          )}
        </Field>
        <Field label="Clip numbers, percent per side" hint="1: from the 1st to the 99th percentile">
          {(ids) => <Input {...ids} inputMode="decimal" {...register("clipPercent")} />}
        </Field>
        <Field label="Fold rare categories" hint="Those in fewer rows than this become “other”">
          {(ids) => <Input {...ids} inputMode="numeric" {...register("rareCount")} />}
        </Field>
        <div className={styles.wide}>
          <Field
            label="Further rules as YAML"
            hint={
              <>
                They win over the fields above. Such as{" "}
                <code>{"columns: { age: { clip: { min: 0 }, impute: { with: median } } }"}</code>
              </>
            }
            error={formState.errors.rules?.message}
          >
            {(ids) => (
              <textarea
                {...ids}
                className={`${field.input} ${styles.yaml}`}
                spellCheck={false}
                {...register("rules")}
              />
            )}
          </Field>
        </div>
      </div>
    </details>
  );
}
