import type { ModelSignature, ModelVersion, PredictRequest } from "@rookery/contracts";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect, useEffectEvent, useId, useState } from "react";
import { type UseFormRegisterReturn, useForm } from "react-hook-form";
import { Button } from "../../../components/controls/button.tsx";
import { Field, Input, Select } from "../../../components/controls/field.tsx";
import { ErrorState } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { inference } from "../../../server/api.ts";
import styles from "../models.module.css";
import { CurlPanel } from "./curl-panel.tsx";
import { PredictionResult } from "./prediction-result.tsx";
import { readRow, type TryValues, useSampleRow } from "./try-values.ts";

interface TryFormProps {
  version: ModelVersion;
  /** Whether it is asked for by its alias, as other programs would. */
  isServed: boolean;
  choice: ReactNode;
}

export function TryForm({ version, isServed, choice }: TryFormProps) {
  const { signature, model } = version;
  const form = useForm<TryValues>({ defaultValues: { inputs: signature.inputs.map(() => "") } });
  const [sampleAt, setSampleAt] = useState(0);
  const sample = useSampleRow(version, sampleAt);
  const predict = useMutation({ mutationFn: (row: PredictRequest) => inference.predict(row) });
  const { isDirty } = form.formState;
  const fillIn = useEffectEvent(({ inputs }: TryValues) => {
    // The first sample may come after somebody has begun to type.
    if (sampleAt === 0 && isDirty) return;
    form.reset({ inputs });
    predict.reset();
  });
  useEffect(() => {
    if (sample) fillIn(sample);
  }, [sample]);

  const request = (values: TryValues): PredictRequest => ({
    model,
    ...(!isServed && { version: version.version }),
    rows: [readRow(signature, values)],
  });
  const prediction = predict.data?.predictions[0];
  return (
    <div className={styles.try}>
      <Panel title="What goes in" actions={choice}>
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) =>
            void form.handleSubmit((values) => predict.mutate(request(values)))(event)
          }
        >
          <div className={styles.fields}>
            {signature.inputs.map((input, index) => (
              <InputField
                key={input.name}
                input={input}
                registration={form.register(`inputs.${index}`)}
              />
            ))}
          </div>
          <div className={styles.actions}>
            <Button type="submit" look="primary" disabled={predict.isPending}>
              Predict {signature.target}
            </Button>
            {sample && (
              <Button look="quiet" onClick={() => setSampleAt(sampleAt + 1)}>
                Another row of the table
              </Button>
            )}
          </div>
        </form>
      </Panel>
      <div className={styles.answers}>
        <Panel title="What comes out">
          <div className={styles.answer} aria-live="polite">
            {predict.error && <ErrorState error={predict.error} />}
            {predict.data && prediction && (
              <PredictionResult
                prediction={prediction}
                target={signature.target}
                version={predict.data.version}
                unknown={predict.data.unknown}
                actual={isDirty ? undefined : sample?.actual}
              />
            )}
            {predict.isIdle && (
              <p className={styles.soft}>
                {sample
                  ? "Filled in with a row of the table it learned from. Change it, then predict."
                  : "Fill in the fields; what stays empty counts as missing."}
              </p>
            )}
          </div>
        </Panel>
        <CurlPanel request={request(form.watch())} />
      </div>
    </div>
  );
}

interface InputFieldProps {
  input: ModelSignature["inputs"][number];
  registration: UseFormRegisterReturn;
}

/** The control that fits an input's kind; empty means missing. */
function InputField({ input, registration }: InputFieldProps) {
  const { name, kind, categories, unknown = "refuse" } = input;
  const isOpen = categories !== undefined && unknown !== "refuse";
  const choices = kind === "boolean" ? ["true", "false"] : isOpen ? undefined : categories;
  const listId = useId();
  return (
    <Field label={name}>
      {(ids) =>
        choices ? (
          <Select {...ids} {...registration}>
            <option value="">missing</option>
            {choices.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        ) : (
          <>
            <Input
              {...ids}
              {...registration}
              inputMode={kind === "number" ? "decimal" : "text"}
              placeholder={kind === "date" ? "2024-12-31" : "missing"}
              autoComplete="off"
              {...(isOpen && { list: listId })}
            />
            {isOpen && (
              <datalist id={listId}>
                {categories.map((one) => (
                  <option key={one} value={one} />
                ))}
              </datalist>
            )}
          </>
        )
      }
    </Field>
  );
}
