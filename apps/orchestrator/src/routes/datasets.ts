import multipart from "@fastify/multipart";
import { datasetEndpoints } from "@rookery/contracts";
import {
  diffVersions,
  getDatasetVersion,
  importDataset,
  listDatasets,
  listDatasetVersions,
  profileVersion,
  readRows,
} from "@rookery/datasets";
import { type HttpServer, serveEndpoints } from "@rookery/runtime";
import type { FastifyRequest } from "fastify";
import type { OrchestratorDeps } from "../deps.ts";
import { discardUpload, readUpload } from "../upload/read-upload.ts";

const defaultMaxUploadBytes = 2 * 1024 ** 3;

export async function serveDatasets(app: HttpServer, deps: OrchestratorDeps): Promise<void> {
  const { database, spoolFolder, maxUploadBytes = defaultMaxUploadBytes } = deps;

  await serveEndpoints(app, datasetEndpoints).by({
    importDataset: {
      // No other route takes forms. The import itself counts the bytes of the file.
      register: (scope) =>
        scope.register(multipart, {
          limits: { fileSize: Number.POSITIVE_INFINITY, files: 1, fields: 10 },
        }),
      handle: async (request) => {
        try {
          const upload = await readUpload(request, request.query.name);
          const { version, created } = await importDataset({
            ...{ database, ...upload, spoolFolder },
            maxBytes: maxUploadBytes,
            announcedBytes: readLength(request),
          });
          return created ? { status: 201, body: version } : { status: 200, body: version };
        } catch (error) {
          discardUpload(request);
          throw error;
        }
      },
    },
    listDatasets: ({ query }) => listDatasets(database, query),
    getDataset: ({ params }) => getDatasetVersion({ database, ...params }),
    listDatasetVersions: ({ params, query }) => listDatasetVersions(database, params.name, query),
    getDatasetVersion: ({ params }) => getDatasetVersion({ database, ...params }),
    readDatasetRows: async ({ params, query }) =>
      readRows(database, await getDatasetVersion({ database, ...params }), query),
    profileDataset: async ({ params, query }) =>
      profileVersion({
        database,
        version: await getDatasetVersion({ database, ...params }),
        ...query,
      }),
    diffDatasetVersions: async ({ params: { name, version, other } }) => {
      const from = await getDatasetVersion({ database, name, version });
      const to = await getDatasetVersion({ database, name, version: other });
      return await diffVersions(database, from, to);
    },
  });
}

/** Of the whole form, which is little more than its file; none when it comes in chunks. */
function readLength({ headers }: FastifyRequest): number | undefined {
  const length = headers["content-length"];
  return length === undefined ? undefined : Number(length);
}
