import {
  Flag,
  Id,
  pageOf,
  RetryRequest,
  RunSummary,
  RunsQuery,
  Sweep,
  SweepChange,
  SweepPlan,
  SweepRequest,
  SweepSummary,
  SweepsQuery,
} from "@rookery/contracts";
import type { HttpServer } from "@rookery/runtime";
import { changeSweep, getSweep, listRuns, listSweeps } from "@rookery/tracking";
import { z } from "zod";
import type { OrchestratorDeps } from "../deps.ts";
import { launch } from "../launch.ts";
import { planSweep } from "../plan-sweep.ts";
import { cancel, pause, resume, retry } from "../steer-sweep.ts";

const tags = ["sweeps"];
const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, "must be 1 to 200 visible ASCII characters")
  .describe("Any name of this request; the same name never launches twice");
const ById = z.object({ id: Id });

export function registerSweepRoutes(app: HttpServer, deps: OrchestratorDeps): void {
  const { database } = deps;

  app.post(
    "/sweeps",
    {
      schema: {
        summary: "Launch a sweep",
        description:
          "Everything is checked before anything is written. With `?dryRun=true` nothing is: the answer is the exact count of runs, the first combinations, how many have been run before, and how long it may take. Sent again with the same `Idempotency-Key`, a request is answered with the sweep it made.",
        tags,
        querystring: z.object({ dryRun: Flag.prefault("false") }),
        headers: z.looseObject({ "idempotency-key": IdempotencyKey.optional() }),
        body: SweepRequest,
        response: { 200: SweepPlan, 201: Sweep },
      },
    },
    async (request, reply) => {
      const { body, query, headers } = request;
      if (query.dryRun) return reply.code(200).send((await planSweep(deps, body)).summary);
      const sweepId = await launch(deps, body, headers["idempotency-key"]);
      return reply
        .code(201)
        .header("location", `/sweeps/${sweepId}`)
        .send(await getSweep(database, sweepId));
    },
  );

  app.get(
    "/sweeps",
    {
      schema: {
        summary: "List sweeps, newest first",
        tags,
        querystring: SweepsQuery,
        response: { 200: pageOf(SweepSummary) },
      },
    },
    async (request) => await listSweeps(database, request.query),
  );

  app.get(
    "/sweeps/:id",
    {
      schema: {
        summary: "A sweep: progress, best run so far, outcome",
        tags,
        params: ById,
        response: { 200: Sweep },
      },
    },
    async (request) => await getSweep(database, request.params.id),
  );

  app.patch(
    "/sweeps/:id",
    {
      schema: {
        summary: "Change what people say of a sweep: its tags and description",
        tags,
        params: ById,
        body: SweepChange,
        response: { 200: Sweep },
      },
    },
    async ({ params, body }) => {
      await changeSweep(database, params.id, body);
      return await getSweep(database, params.id);
    },
  );

  app.get(
    "/sweeps/:id/runs",
    {
      schema: {
        summary: "A sweep's runs, by number, objective or any metric",
        tags,
        params: ById,
        querystring: RunsQuery,
        response: { 200: pageOf(RunSummary) },
      },
    },
    async (request) => await listRuns(database, request.params.id, request.query),
  );

  app.post(
    "/sweeps/:id/cancel",
    {
      schema: {
        summary: "Stop a sweep: queued runs end at once, running ones within a second",
        tags,
        params: ById,
        response: { 202: Sweep },
      },
    },
    async (request, reply) => {
      await cancel(deps, request.params.id);
      return reply.code(202).send(await getSweep(database, request.params.id));
    },
  );

  app.post(
    "/sweeps/:id/pause",
    {
      schema: {
        summary: "Pause a sweep: nothing new begins, running runs are handed back within a second",
        description: "A run that is handed back begins anew later and loses none of its tries.",
        tags,
        params: ById,
        response: { 202: Sweep },
      },
    },
    async (request, reply) => {
      await pause(deps, request.params.id);
      return reply.code(202).send(await getSweep(database, request.params.id));
    },
  );

  app.post(
    "/sweeps/:id/resume",
    {
      schema: {
        summary: "Let a paused sweep go on",
        tags,
        params: ById,
        response: { 202: Sweep },
      },
    },
    async (request, reply) => {
      await resume(deps, request.params.id);
      return reply.code(202).send(await getSweep(database, request.params.id));
    },
  );

  app.post(
    "/sweeps/:id/retry",
    {
      schema: {
        summary: "Queue runs again that ended without success",
        description:
          "All that failed, those in some states, or those that are named; with all their tries, also while the sweep runs or is paused. Earlier attempts stay on record. A sweep that has ended runs again and is finalized again, which may register another version.",
        tags,
        params: ById,
        body: RetryRequest.nullish(),
        response: { 202: Sweep },
      },
    },
    async (request, reply) => {
      await retry(deps, request.params.id, request.body ?? {});
      return reply.code(202).send(await getSweep(database, request.params.id));
    },
  );
}
