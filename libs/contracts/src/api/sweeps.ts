import { z } from "zod";
import { SweepAttempt, SweepAttemptsQuery } from "../runs/attempts.ts";
import { RunSummary, RunsQuery } from "../runs/runs.ts";
import { TrainerList } from "../runs/trainers.ts";
import { RetryRequest } from "../sweeps/retry-request.ts";
import { SweepChange } from "../sweeps/sweep-notes.ts";
import { SweepPlan } from "../sweeps/sweep-plan.ts";
import { SweepRequest } from "../sweeps/sweep-request.ts";
import { Experiment, Sweep, SweepSummary, SweepsQuery } from "../sweeps/sweeps.ts";
import { Id } from "../values/names.ts";
import { Flag, NamedPageQuery, pageOf } from "../values/queries.ts";
import { defineEndpoints } from "./endpoint.ts";

export const SweepPage = pageOf(SweepSummary);
export const RunPage = pageOf(RunSummary);
export const AttemptPage = pageOf(SweepAttempt);
export const ExperimentPage = pageOf(Experiment);

const ById = z.object({ id: Id });

const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, "must be 1 to 200 visible ASCII characters")
  .describe("Any name of this request; the same name never launches twice");

export const sweepEndpoints = defineEndpoints(
  { tag: "sweeps" },
  {
    launchSweep: {
      method: "POST",
      path: "/sweeps",
      summary: "Launch a sweep",
      description:
        "Everything is checked before anything is written. With `?dryRun=true` nothing is: the answer is the exact count of runs, the first combinations, how many have been run before, and how long it may take. Sent again with the same `Idempotency-Key`, a request is answered with the sweep it made.",
      query: z.object({ dryRun: Flag.prefault("false") }),
      headers: z.looseObject({ "idempotency-key": IdempotencyKey.optional() }),
      body: SweepRequest,
      answers: {
        200: SweepPlan.describe("With `?dryRun=true`: what it would do"),
        201: Sweep.describe("Launched now, or before under the same `Idempotency-Key`"),
      },
      refusals: ["not-found", "conflict", "sweep-invalid"],
    },
    listSweeps: {
      method: "GET",
      path: "/sweeps",
      summary: "List sweeps, newest first",
      query: SweepsQuery,
      answers: { 200: SweepPage },
    },
    getSweep: {
      method: "GET",
      path: "/sweeps/:id",
      summary: "A sweep: progress, best run so far, outcome",
      params: ById,
      answers: { 200: Sweep },
    },
    changeSweep: {
      method: "PATCH",
      path: "/sweeps/:id",
      summary: "Change what people say of a sweep: its tags and description",
      params: ById,
      body: SweepChange,
      answers: { 200: Sweep },
    },
    listRuns: {
      method: "GET",
      path: "/sweeps/:id/runs",
      summary: "A sweep's runs, by number, objective or any metric",
      params: ById,
      query: RunsQuery,
      answers: { 200: RunPage },
    },
    listAttempts: {
      method: "GET",
      path: "/sweeps/:id/attempts",
      summary: "Every attempt at a sweep's runs: when, by which worker, how it ended",
      params: ById,
      query: SweepAttemptsQuery,
      answers: { 200: AttemptPage },
    },
    watchSweep: {
      method: "GET",
      path: "/sweeps/:id/events",
      summary: "Live progress as server-sent events",
      description:
        "Events named `progress`, their data a JSON `SweepEvent`; the stream ends after the event with a terminal state.",
      params: ById,
      answers: { 200: { contentType: "text/event-stream", description: "`SweepEvent`s" } },
    },
    cancelSweep: {
      method: "POST",
      path: "/sweeps/:id/cancel",
      summary: "Stop a sweep: queued runs end at once, running ones within a second",
      params: ById,
      answers: { 202: Sweep },
      refusals: ["conflict"],
    },
    pauseSweep: {
      method: "POST",
      path: "/sweeps/:id/pause",
      summary: "Pause a sweep: nothing new begins, running runs are handed back within a second",
      description: "A run that is handed back begins anew later and loses none of its tries.",
      params: ById,
      answers: { 202: Sweep },
      refusals: ["conflict"],
    },
    resumeSweep: {
      method: "POST",
      path: "/sweeps/:id/resume",
      summary: "Let a paused sweep go on",
      params: ById,
      answers: { 202: Sweep },
      refusals: ["conflict"],
    },
    retryRuns: {
      method: "POST",
      path: "/sweeps/:id/retry",
      summary: "Queue runs again that ended without success",
      description:
        "All that failed, those in some states, or those that are named; with all their tries, also while the sweep runs or is paused. Earlier attempts stay on record. A sweep that has ended runs again and is finalized again, which may register another version.",
      params: ById,
      body: RetryRequest.nullish(),
      answers: { 202: Sweep },
      refusals: ["conflict"],
    },
    openSweepJob: {
      method: "GET",
      path: "/sweeps/:id/job",
      summary: "To a sweep's newest job in Bull Board",
      params: ById,
      answers: { 302: { contentType: null, description: "Bull Board" } },
      hidden: true,
    },
    listExperiments: {
      method: "GET",
      path: "/experiments",
      summary: "List the experiments that have sweeps, by name",
      query: NamedPageQuery,
      answers: { 200: ExperimentPage },
    },
    listTrainers: {
      method: "GET",
      path: "/trainers",
      summary: "Trainers with their parameters, samplers, and metrics",
      answers: { 200: TrainerList },
    },
  },
);
