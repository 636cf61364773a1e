import { type ColumnKind, columnKinds, dateFormats, numberFormats } from "@rookery/contracts";
import { Plus, X } from "lucide-react";
import { useId } from "react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { Button } from "../../../components/controls/button.tsx";
import field from "../../../components/controls/field.module.css";
import { Field, Input, Select } from "../../../components/controls/field.tsx";
import styles from "./upload.module.css";
import type { UploadValues } from "./upload-values.ts";

const formats: Partial<Record<ColumnKind, readonly string[]>> = {
  number: numberFormats,
  date: dateFormats,
};

/** Kinds of columns that are stated instead of found out. */
export function StatedFields({ columns }: { columns: readonly string[] }) {
  const { control, register, watch, formState } = useFormContext<UploadValues>();
  const { fields, append, remove } = useFieldArray({ control, name: "stated" });
  const stated = watch("stated");
  const names = useId();
  const problem = formState.errors.stated?.message;
  return (
    <details className={styles.more}>
      <summary>
        Kinds of columns <span>– found out unless you state them</span>
      </summary>
      <div className={styles.stated}>
        <datalist id={names}>
          {columns.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {fields.map((row, index) => {
          const kind = stated[index]?.kind ?? "category";
          const choices = formats[kind];
          return (
            <div key={row.id} className={styles.column}>
              <Field label="Column">
                {(ids) => <Input {...ids} list={names} {...register(`stated.${index}.column`)} />}
              </Field>
              <Field label="Kind">
                {(ids) => (
                  <Select {...ids} {...register(`stated.${index}.kind`)}>
                    {columnKinds.map((one) => (
                      <option key={one}>{one}</option>
                    ))}
                  </Select>
                )}
              </Field>
              <Field label="Written as">
                {(ids) => (
                  <Select {...ids} disabled={!choices} {...register(`stated.${index}.format`)}>
                    <option value="">find out</option>
                    {choices?.map((one) => (
                      <option key={one}>{one}</option>
                    ))}
                  </Select>
                )}
              </Field>
              <Button look="quiet" aria-label="Remove this column" onClick={() => remove(index)}>
                <X aria-hidden size={16} />
              </Button>
            </div>
          );
        })}
        {problem && <p className={field.error}>{problem}</p>}
        <div>
          <Button onClick={() => append({ column: "", kind: "category", format: "" })}>
            <Plus aria-hidden size={16} />
            State a column
          </Button>
        </div>
      </div>
    </details>
  );
}
