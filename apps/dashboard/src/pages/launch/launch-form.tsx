import {
  AppError,
  type DatasetSummary,
  type SweepRequest,
  type TrainerList,
} from "@rookery/contracts";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { api } from "../../api.ts";
import { Button } from "../../components/button.tsx";
import { useToasts } from "../../components/toasts.tsx";
import { DataSection } from "./data-section.tsx";
import { fieldOfIssue } from "./field-of-issue.ts";
import styles from "./launch.module.css";
import { fromRequest, type LaunchValues, type Request, toRequest } from "./launch-values.ts";
import { NamesSection } from "./names-section.tsx";
import { PlanPanel } from "./plan-panel.tsx";
import { ScoringSection } from "./scoring-section.tsx";
import { SearchSection } from "./search-section.tsx";
import { TrainerSection } from "./trainer-section.tsx";
import { usePlan } from "./use-plan.ts";
import { YamlPanel } from "./yaml-panel.tsx";

interface LaunchFormProps {
  options: TrainerList;
  datasets: readonly DatasetSummary[];
  initial: LaunchValues;
}

/** Form, plan and YAML of one request; the server's dry run is the judge of all of them. */
export function LaunchForm({ options, datasets, initial }: LaunchFormProps) {
  const form = useForm<LaunchValues>({ defaultValues: initial });
  const values = useWatch({ control: form.control }) as LaunchValues;
  const request = useMemo(() => toRequest(values, options.trainers), [values, options.trainers]);
  const { plan, isReady, isOld } = usePlan(request);
  const navigate = useNavigate();
  const { tell, tellFailure } = useToasts();

  const issues = plan.error instanceof AppError ? plan.error.issues : undefined;
  useEffect(() => {
    form.clearErrors();
    for (const { field, message } of issues ?? []) {
      form.setError(fieldOfIssue(field) as "dataset", { message });
    }
  }, [issues, form]);

  const launch = useMutation({
    mutationFn: () => api.sweeps.launch(request as unknown as SweepRequest),
    onSuccess: ({ id, progress }) => {
      tell(`Launched ${progress.total} runs`);
      void navigate({ to: "/sweeps/$sweepId", params: { sweepId: id } });
    },
    onError: (error) => tellFailure("The sweep was not launched", error),
  });
  const takeYaml = (typed: Request) => form.reset(fromRequest(typed, options.trainers));

  return (
    <FormProvider {...form}>
      <form
        className={styles.layout}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          launch.mutate();
        }}
      >
        <div className={styles.form}>
          <DataSection datasets={datasets} />
          <TrainerSection trainers={options.trainers} />
          <SearchSection samplers={options.samplers} />
          <ScoringSection options={options} />
          <NamesSection />
        </div>
        <div className={styles.side}>
          <PlanPanel plan={plan.data} error={plan.error} isReady={isReady} isOld={isOld}>
            <Button
              type="submit"
              look="primary"
              disabled={!isReady || plan.isError || isOld || launch.isPending}
            >
              {launch.isPending ? "Launching…" : "Launch"}
            </Button>
          </PlanPanel>
          <YamlPanel request={request} onChange={takeYaml} />
        </div>
      </form>
    </FormProvider>
  );
}
