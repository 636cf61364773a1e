import {
  DatasetDiff,
  DatasetProfile,
  DatasetRows,
  DatasetSummary,
  DatasetVersion,
  Name,
  NamedPageQuery,
  PageQuery,
  ProfileQuery,
  pageOf,
  RowsQuery,
  VersionParam,
} from "@rookery/contracts";
import {
  diffVersions,
  getDatasetVersion,
  listDatasets,
  listDatasetVersions,
  profileVersion,
  readRows,
} from "@rookery/datasets";
import type { HttpServer } from "@rookery/runtime";
import { z } from "zod";
import type { OrchestratorDeps } from "../deps.ts";

const NameParams = z.object({ name: Name });
const VersionParams = NameParams.extend({ version: VersionParam });

export function registerDatasetRoutes(app: HttpServer, deps: OrchestratorDeps): void {
  registerVersionRoutes(app, deps);
  registerContentRoutes(app, deps);
}

function registerVersionRoutes(app: HttpServer, { database }: OrchestratorDeps): void {
  app.get(
    "/datasets",
    {
      schema: {
        summary: "List datasets by name",
        tags: ["datasets"],
        querystring: NamedPageQuery,
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
        params: NameParams,
        response: { 200: DatasetVersion },
      },
    },
    async (request) => await getDatasetVersion({ database, ...request.params }),
  );

  app.get(
    "/datasets/:name/versions",
    {
      schema: {
        summary: "A dataset's versions, newest first",
        tags: ["datasets"],
        params: NameParams,
        querystring: PageQuery,
        response: { 200: pageOf(DatasetVersion) },
      },
    },
    async (request) => await listDatasetVersions(database, request.params.name, request.query),
  );

  app.get(
    "/datasets/:name/versions/:version",
    {
      schema: {
        summary: "One version of a dataset",
        tags: ["datasets"],
        params: VersionParams,
        response: { 200: DatasetVersion },
      },
    },
    async (request) => await getDatasetVersion({ database, ...request.params }),
  );
}

function registerContentRoutes(app: HttpServer, { database }: OrchestratorDeps): void {
  app.get(
    "/datasets/:name/versions/:version/rows",
    {
      schema: {
        summary: "Processed rows, in the file's order",
        tags: ["datasets"],
        params: VersionParams,
        querystring: RowsQuery,
        response: { 200: DatasetRows },
      },
    },
    async (request) => {
      const version = await getDatasetVersion({ database, ...request.params });
      return await readRows(database, version, request.query);
    },
  );

  app.get(
    "/datasets/:name/versions/:version/profile",
    {
      schema: {
        summary: "What each column looks like, and how it goes with the target",
        description: "Computed over all processed rows: seconds for a million of them.",
        tags: ["datasets"],
        params: VersionParams,
        querystring: ProfileQuery,
        response: { 200: DatasetProfile },
      },
    },
    async (request) => {
      const version = await getDatasetVersion({ database, ...request.params });
      return await profileVersion({ database, version, ...request.query });
    },
  );

  app.get(
    "/datasets/:name/versions/:version/diff/:other",
    {
      schema: {
        summary: "How another version differs from this one",
        tags: ["datasets"],
        params: VersionParams.extend({ other: VersionParam }),
        response: { 200: DatasetDiff },
      },
    },
    async ({ params: { name, version, other } }) => {
      const from = await getDatasetVersion({ database, name, version });
      const to = await getDatasetVersion({ database, name, version: other });
      return await diffVersions(database, from, to);
    },
  );
}
