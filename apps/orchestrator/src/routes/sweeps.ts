import { knownMetrics, metricNames, sweepEndpoints } from "@rookery/contracts";
import { type HttpServer, serveEndpoints, signalLeaving } from "@rookery/runtime";
import { listSamplers } from "@rookery/search";
import {
  changeSweep,
  getSweep,
  listAttempts,
  listExperiments,
  listRuns,
  listSweeps,
} from "@rookery/tracking";
import { z } from "zod";
import type { OrchestratorDeps } from "../deps.ts";
import { launchRequestedSweep } from "../launch/launch-requested-sweep.ts";
import { planSweep } from "../launch/plan-sweep.ts";
import { findSweepJob } from "../pages/find-job.ts";
import { createPlanner } from "../planning/create-planner.ts";
import {
  cancelOpenSweep,
  pauseOpenSweep,
  resumePausedSweep,
  retryEndedRuns,
} from "../reconcile/steer-sweep.ts";
import { createSweepWatch } from "../watch/create-sweep-watch.ts";

export async function serveSweeps(app: HttpServer, deps: OrchestratorDeps): Promise<void> {
  const { database, trainers } = deps;
  const watch = createSweepWatch(database);
  app.addHook("preClose", async () => watch.close());
  const planner = createPlanner(deps);
  app.addHook("preClose", () => planner.close());

  await serveEndpoints(app, sweepEndpoints).by({
    launchSweep: async ({ body, query, headers }, reply) => {
      const planning = { ...deps, planner, signal: signalLeaving(reply) };
      if (query.dryRun) return { status: 200, body: (await planSweep(planning, body)).summary };
      const sweepId = await launchRequestedSweep(planning, body, headers["idempotency-key"]);
      reply.header("location", `/sweeps/${sweepId}`);
      return { status: 201, body: await getSweep(database, sweepId) };
    },
    listSweeps: ({ query }) => listSweeps(database, query),
    getSweep: ({ params }) => getSweep(database, params.id),
    changeSweep: async ({ params, body }) => {
      await changeSweep(database, params.id, body);
      return await getSweep(database, params.id);
    },
    listRuns: ({ params, query }) => listRuns(database, params.id, query),
    listAttempts: ({ params, query }) => listAttempts(database, params.id, query),
    watchSweep: ({ params, raw }, reply) => watch.follow(params.id, raw, reply),
    cancelSweep: async ({ params }) => {
      await cancelOpenSweep(deps, params.id);
      return await getSweep(database, params.id);
    },
    pauseSweep: async ({ params }) => {
      await pauseOpenSweep(deps, params.id);
      return await getSweep(database, params.id);
    },
    resumeSweep: async ({ params }) => {
      await resumePausedSweep(deps, params.id);
      return await getSweep(database, params.id);
    },
    retryRuns: async ({ params, body }) => {
      await retryEndedRuns(deps, params.id, body ?? {});
      return await getSweep(database, params.id);
    },
    openSweepJob: async ({ params }, reply) => reply.redirect(await findSweepJob(deps, params.id)),
    listExperiments: ({ query }) => listExperiments(database, query),
    listTrainers: async () => ({
      trainers: trainers.list().map(({ name, description, task, parameters }) => ({
        name,
        description,
        task,
        parameters: z.toJSONSchema(parameters, { io: "input" }),
      })),
      samplers: listSamplers().map(({ name }) => name),
      metrics: metricNames.map((name) => ({ name, ...knownMetrics[name] })),
    }),
  });
}
