import {
  AppError,
  type DatasetSummary,
  type SweepRequest,
  type TrainerList,
} from "@rookery/contracts";
import { plural } from "@rookery/presentation";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { Button } from "../../components/controls/button.tsx";
import { useToasts } from "../../components/feedback/toasts.tsx";
import { Panel } from "../../components/layout/page.tsx";
import { api } from "../../server/api.ts";
import { DataSection } from "./data-section.tsx";
import { TextField } from "./fields/text-field.tsx";
import styles from "./launch.module.css";
import { LaunchContext } from "./launch-context.tsx";
import { PlanPanel, usePlan } from "./plan-panel.tsx";
import type { Request } from "./request/request.ts";
import { ScoringSection } from "./scoring-section.tsx";
import { SearchSection } from "./search-section.tsx";
import { TrainerSection } from "./trainer-section.tsx";
import { useDraft } from "./use-draft.ts";
import { useFieldErrors } from "./use-field-errors.ts";
import { YamlPanel } from "./yaml-panel.tsx";

interface LaunchFormProps {
  options: TrainerList;
  datasets: readonly DatasetSummary[];
  /** Where the form stands: what is begun here is found here again. */
  address: string;
  initial: Request;
}

const noIssues: AppError["issues"] = [];

/** Form, plan and YAML of one request; the server's dry run is the judge of all of them. */
export function LaunchForm({ options, datasets, address, initial }: LaunchFormProps) {
  const draft = useDraft(address, initial);
  const { state, update } = draft;
  const form = useRef<HTMLFormElement>(null);
  const { answer, isReady, isOld } = usePlan(state.request);
  const launch = useLaunchSweep(draft);
  const isBroken = state.broken !== null;
  const refusal = isReady ? answer?.refusal : undefined;
  const issues = refusal instanceof AppError ? refusal.issues : noIssues;
  const errors = useFieldErrors(form, issues);
  const canLaunch = isReady && !isOld && !isBroken && answer?.plan !== undefined && !launch.isOn;

  return (
    <LaunchContext value={{ state, update, options, errors }}>
      <form
        ref={form}
        className={styles.layout}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (canLaunch) launch.send();
        }}
      >
        <fieldset className={styles.form} disabled={isBroken}>
          <DataSection datasets={datasets} />
          <TrainerSection />
          <SearchSection />
          <ScoringSection />
          <NamesSection />
        </fieldset>
        <div className={styles.side}>
          <PlanPanel answer={answer} isReady={isReady} isOld={isOld} isBroken={isBroken}>
            <div className={styles.tools}>
              <Button type="submit" look="primary" disabled={!canLaunch}>
                {launch.isOn ? "Launching…" : "Launch"}
              </Button>
              {draft.isBegun && (
                <Button look="quiet" onClick={draft.startOver}>
                  Start over
                </Button>
              )}
            </div>
          </PlanPanel>
          <YamlPanel isRefused={refusal !== undefined} />
        </div>
      </form>
    </LaunchContext>
  );
}

function NamesSection() {
  return (
    <Panel title="Names">
      <div className={styles.fields}>
        <TextField name="name" label="Sweep" placeholder="made from the dataset" />
        <TextField name="experiment" label="Experiment" placeholder="Default" />
        <TextField name="model" label="Model" placeholder="the dataset's name" />
        <TextField name="alias" label="Alias" placeholder="champion" />
        <TextField name="seed" label="Seed" placeholder="0" hint="Same seed, same result" />
      </div>
    </Panel>
  );
}

/** Launches what stands in the form: however often it is sent, it makes one sweep. */
function useLaunchSweep({ state, keyOf, drop }: ReturnType<typeof useDraft>) {
  const navigate = useNavigate();
  const { tell, tellFailure } = useToasts();
  const launch = useMutation({
    mutationFn: () =>
      api.sweeps.launch(state.request as unknown as SweepRequest, {
        idempotencyKey: keyOf(state.request),
      }),
    onSuccess: ({ id, progress }) => {
      drop();
      tell(`Launched ${plural(progress.total, "run")}`);
      void navigate({ to: "/sweeps/$sweepId", params: { sweepId: id } });
    },
    onError: (error) =>
      tellFailure(
        error instanceof AppError && error.code === "unavailable"
          ? "The launch was not confirmed. Launch again: it will not launch twice"
          : "The sweep was not launched",
        error,
      ),
  });
  return { send: () => launch.mutate(), isOn: launch.isPending || launch.isSuccess };
}
