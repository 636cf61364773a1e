import { z } from "zod";
import { DatasetDiff, DatasetProfile, ProfileQuery } from "../datasets/dataset-profile.ts";
import { DatasetRows, DatasetSummary, DatasetVersion, RowsQuery } from "../datasets/datasets.ts";
import { Name, VersionParam } from "../values/names.ts";
import { NamedPageQuery, PageQuery, pageOf } from "../values/queries.ts";
import { defineEndpoints } from "./endpoint.ts";

export const DatasetPage = pageOf(DatasetSummary);
export const DatasetVersionPage = pageOf(DatasetVersion);

const ByName = z.object({ name: Name });
const ByVersion = ByName.extend({ version: VersionParam });

const uploadForm = {
  contentType: "multipart/form-data",
  schema: {
    type: "object",
    properties: {
      name: { type: "string" },
      schema: { type: "string", description: "JSON: kinds by column name" },
      cleaning: { type: "string", description: "JSON: cleaning rules" },
      reading: {
        type: "string",
        description: "JSON: delimiter, encoding, skip, comment, header, onBadRow, sheet",
      },
      file: { type: "string", format: "binary" },
    },
    required: ["file"],
  },
};

export const datasetEndpoints = defineEndpoints(
  { tag: "datasets" },
  {
    importDataset: {
      method: "POST",
      path: "/datasets",
      summary: "Import a table",
      description:
        "multipart/form-data with one `file`, last: CSV, JSON lines, a JSON array, Excel or Parquet, perhaps in .gz or .zip, told apart by their content. The name comes from `?name=`, else from a `name` field, else from the file's name. `schema` states kinds of columns, `cleaning` has cleaning rules, `reading` says how the file is read where it does not say so itself, all as JSON; a version answers them under the same names.",
      query: z.object({ name: Name.optional() }),
      body: uploadForm,
      answers: {
        200: DatasetVersion.describe(
          "These bytes were imported under this name and these rules before",
        ),
        201: DatasetVersion.describe("A new version"),
      },
      refusals: ["dataset-invalid", "no-room", "conflict"],
    },
    listDatasets: {
      method: "GET",
      path: "/datasets",
      summary: "List datasets by name",
      query: NamedPageQuery,
      answers: { 200: DatasetPage },
    },
    getDataset: {
      method: "GET",
      path: "/datasets/:name",
      summary: "A dataset's newest version",
      params: ByName,
      answers: { 200: DatasetVersion },
    },
    listDatasetVersions: {
      method: "GET",
      path: "/datasets/:name/versions",
      summary: "A dataset's versions, newest first",
      params: ByName,
      query: PageQuery,
      answers: { 200: DatasetVersionPage },
    },
    getDatasetVersion: {
      method: "GET",
      path: "/datasets/:name/versions/:version",
      summary: "One version of a dataset",
      params: ByVersion,
      answers: { 200: DatasetVersion },
    },
    readDatasetRows: {
      method: "GET",
      path: "/datasets/:name/versions/:version/rows",
      summary: "Processed rows, in the file's order",
      params: ByVersion,
      query: RowsQuery,
      answers: { 200: DatasetRows },
    },
    profileDataset: {
      method: "GET",
      path: "/datasets/:name/versions/:version/profile",
      summary: "What each column looks like, and how it goes with the target",
      description: "Computed over all processed rows: seconds for a million of them.",
      params: ByVersion,
      query: ProfileQuery,
      answers: { 200: DatasetProfile },
    },
    diffDatasetVersions: {
      method: "GET",
      path: "/datasets/:name/versions/:version/diff/:other",
      summary: "How another version differs from this one",
      params: ByVersion.extend({ other: VersionParam }),
      answers: { 200: DatasetDiff },
    },
  },
);
