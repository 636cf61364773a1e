import { z } from "zod";
import { Activity } from "../operations/activity.ts";
import { HealthReport, Liveness, OrphanArtifacts } from "../operations/server.ts";
import { WorkerList } from "../operations/workers.ts";
import { Flag } from "../values/queries.ts";
import { defineEndpoints } from "./endpoint.ts";

export const workerEndpoints = defineEndpoints(
  { tag: "workers" },
  {
    listWorkers: {
      method: "GET",
      path: "/workers",
      summary: "The workers of the last day: whether they live, what they run, whether they work",
      answers: { 200: WorkerList },
    },
    readActivity: {
      method: "GET",
      path: "/activity",
      summary: "What all workers together do: attempts ended by minute, jobs by queue",
      answers: { 200: Activity },
    },
  },
);

export const maintenanceEndpoints = defineEndpoints(
  { tag: "maintenance" },
  {
    removeOrphanArtifacts: {
      method: "POST",
      path: "/maintenance/artifacts",
      summary: "Find, or with `?dryRun=false` remove, stored files that belong to nothing",
      description:
        "Files older than an hour that no run and no model version names. Once an hour they are removed without being asked.",
      query: z.object({ dryRun: Flag.prefault("true") }),
      answers: { 200: OrphanArtifacts },
    },
  },
);

/** What every server answers of itself. */
export const healthEndpoints = defineEndpoints(
  { tag: "health" },
  {
    checkLive: {
      method: "GET",
      path: "/health/live",
      summary: "Whether the process answers",
      answers: { 200: Liveness },
      auth: false,
    },
    checkReady: {
      method: "GET",
      path: "/health/ready",
      summary: "Whether the parts that the server needs answer too",
      answers: { 200: HealthReport, 503: HealthReport.describe("Some part cannot be used") },
      auth: false,
    },
  },
);
