import multipart from "@fastify/multipart";
import {
  DatasetSummary,
  DatasetVersion,
  Name,
  PageQuery,
  pageOf,
  VersionParam,
} from "@rookery/contracts";
import { getDatasetVersion, importDataset, listDatasets } from "@rookery/datasets";
import type { HttpServer } from "@rookery/runtime";
import { z } from "zod";
import type { OrchestratorDeps } from "../create-orchestrator.ts";
import { discardUpload, readUpload } from "../read-upload.ts";

const defaultMaxUploadBytes = 2 * 1024 ** 3;

export async function registerDatasetRoutes(
  app: HttpServer,
  { database, maxUploadBytes = defaultMaxUploadBytes }: OrchestratorDeps,
): Promise<void> {
  // The import itself counts the bytes of the file.
  const fileSize = Number.POSITIVE_INFINITY;
  await app.register(multipart, { limits: { fileSize, files: 1, fields: 10 } });

  app.post(
    "/datasets",
    {
      schema: {
        summary: "Import a table",
        description:
          "multipart/form-data with one `file` (CSV with a header line). The name comes from `?name=`, else from a `name` field, else from the file's name.",
        tags: ["datasets"],
        consumes: ["multipart/form-data"],
        querystring: z.object({ name: Name.optional() }),
        response: {
          200: DatasetVersion.describe("These bytes were imported under this name before"),
          201: DatasetVersion.describe("A new version"),
        },
      },
    },
    async (request, reply) => {
      try {
        const upload = await readUpload(request, request.query.name);
        const { version, created } = await importDataset({
          database,
          ...upload,
          maxBytes: maxUploadBytes,
        });
        return reply.code(created ? 201 : 200).send(version);
      } catch (error) {
        discardUpload(request);
        throw error;
      }
    },
  );

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
