import { z } from "zod";
import { ReplayLaunch, Run } from "../runs/runs.ts";
import { Id } from "../values/names.ts";
import { defineEndpoints } from "./endpoint.ts";

const ById = z.object({ id: Id });

export const runEndpoints = defineEndpoints(
  { tag: "runs" },
  {
    getRun: {
      method: "GET",
      path: "/runs/:id",
      summary:
        "A run: parameters, metrics with history, folds, artifacts, attempts, error, replays",
      params: ById,
      answers: { 200: Run },
    },
    replayRun: {
      method: "POST",
      path: "/runs/:id/replay",
      summary: "Train a run once more and see whether the result is the same",
      description:
        "Its parameters, columns, splits and seed, on the same version of the data, with the trainer as it is now. The answer stands in the run's `replays`, at the address in `Location`; nothing is registered.",
      params: ById,
      answers: { 202: ReplayLaunch },
      refusals: ["conflict", "sweep-invalid"],
    },
    downloadArtifact: {
      method: "GET",
      path: "/runs/:id/artifacts/*",
      summary: "Download one of a run's artifacts",
      params: ById.extend({ "*": z.string().min(1).max(1000).describe("The artifact's path") }),
      answers: { 200: { contentType: "application/octet-stream", description: "The file" } },
    },
    openRunJob: {
      method: "GET",
      path: "/runs/:id/job",
      summary: "To a run's newest job in Bull Board",
      params: ById,
      answers: { 302: { contentType: null, description: "Bull Board" } },
      hidden: true,
    },
  },
);
