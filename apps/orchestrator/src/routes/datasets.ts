import {
  DatasetSummary,
  DatasetVersion,
  Name,
  PageQuery,
  pageOf,
  VersionParam,
} from "@rookery/contracts";
import { getDatasetVersion, listDatasets } from "@rookery/datasets";
import type { HttpServer } from "@rookery/runtime";
import { z } from "zod";
import type { OrchestratorDeps } from "../deps.ts";

export function registerDatasetRoutes(app: HttpServer, { database }: OrchestratorDeps): void {
  app.get(
    "/datasets",
    {
      schema: {
        summary: "List datasets by name",
        tags: ["datasets"],
        querystring: PageQuery.extend({ cursor: Name.optional() }),
        response: { 200: pageOf(DatasetSummary) },
      },
    },
    async (request) => await listDatasets(database, request.query),
  );

  app.get(
    "/datasets/:name",
    {
      schema: {
        summary: "A dataset's newest version",
        tags: ["datasets"],
        params: z.object({ name: Name }),
        response: { 200: DatasetVersion },
      },
    },
    async (request) => await getDatasetVersion({ database, ...request.params }),
  );

  app.get(
    "/datasets/:name/versions/:version",
    {
      schema: {
        summary: "One version of a dataset",
        tags: ["datasets"],
        params: z.object({ name: Name, version: VersionParam }),
        response: { 200: DatasetVersion },
      },
    },
    async (request) => await getDatasetVersion({ database, ...request.params }),
  );
}
