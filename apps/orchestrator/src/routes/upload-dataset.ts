import multipart from "@fastify/multipart";
import { DatasetVersion, Name } from "@rookery/contracts";
import { importDataset } from "@rookery/datasets";
import type { HttpServer } from "@rookery/runtime";
import { z } from "zod";
import type { OrchestratorDeps } from "../deps.ts";
import { discardUpload, readUpload } from "../read-upload.ts";

const defaultMaxUploadBytes = 2 * 1024 ** 3;

const uploadBody = {
  type: "object",
  properties: {
    name: { type: "string" },
    schema: { type: "string", description: "JSON: kinds by column name" },
    cleaning: { type: "string", description: "JSON: cleaning rules" },
    file: { type: "string", format: "binary" },
  },
  required: ["file"],
};

/** A scope of its own: no other route takes forms. */
export async function registerUploadRoute(app: HttpServer, deps: OrchestratorDeps): Promise<void> {
  await app.register(async (scope: HttpServer) => await addRoute(scope, deps));
}

async function addRoute(
  app: HttpServer,
  { database, maxUploadBytes = defaultMaxUploadBytes }: OrchestratorDeps,
): Promise<void> {
  // The import itself counts the bytes of the file.
  const fileSize = Number.POSITIVE_INFINITY;
  await app.register(multipart, { limits: { fileSize, files: 1, fields: 10 } });

  app.post(
    "/datasets",
    {
      config: { documentedBody: uploadBody },
      schema: {
        summary: "Import a table",
        description:
          "multipart/form-data with one `file`, last: CSV with a header line, JSON lines, or Parquet, told apart by their content. The name comes from `?name=`, else from a `name` field, else from the file's name. `schema` states kinds of columns, `cleaning` has cleaning rules, both as JSON; a version answers them as `schema` and `cleaning`.",
        tags: ["datasets"],
        consumes: ["multipart/form-data"],
        querystring: z.object({ name: Name.optional() }),
        response: {
          200: DatasetVersion.describe(
            "These bytes were imported under this name and these rules before",
          ),
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
}
