import { z } from "zod";
import {
  Alias,
  Model,
  ModelSummary,
  ModelVersion,
  Promotion,
  RollBackRequest,
  SetAliasRequest,
} from "../models/models.ts";
import { AliasName, Name, VersionParam } from "../values/names.ts";
import { NamedPageQuery, PageQuery, pageOf } from "../values/queries.ts";
import { defineEndpoints } from "./endpoint.ts";

export const ModelPage = pageOf(ModelSummary);
export const ModelVersionPage = pageOf(ModelVersion);
export const PromotionPage = pageOf(Promotion);

const ByName = z.object({ name: Name });
const ByVersion = ByName.extend({ version: VersionParam });
const ByAlias = ByName.extend({ alias: AliasName });

export const modelEndpoints = defineEndpoints(
  { tag: "models" },
  {
    listModels: {
      method: "GET",
      path: "/models",
      summary: "List registered models by name",
      query: NamedPageQuery,
      answers: { 200: ModelPage },
    },
    getModel: {
      method: "GET",
      path: "/models/:name",
      summary: "A model with its newest versions",
      params: ByName,
      answers: { 200: Model },
    },
    listModelVersions: {
      method: "GET",
      path: "/models/:name/versions",
      summary: "A model's versions, newest first",
      params: ByName,
      query: PageQuery,
      answers: { 200: ModelVersionPage },
    },
    getModelVersion: {
      method: "GET",
      path: "/models/:name/versions/:version",
      summary: "One version",
      params: ByVersion,
      answers: { 200: ModelVersion },
    },
    downloadModel: {
      method: "GET",
      path: "/models/:name/versions/:version/file",
      summary: "The model file",
      params: ByVersion,
      answers: { 200: { contentType: "application/json", description: "The model file" } },
    },
    listPromotions: {
      method: "GET",
      path: "/models/:name/promotions",
      summary: "The audit trail of a model's aliases, newest first",
      params: ByName,
      query: PageQuery,
      answers: { 200: PromotionPage },
    },
    getAlias: {
      method: "GET",
      path: "/models/:name/aliases/:alias",
      summary: "What an alias names, and what it would name after a roll back",
      params: ByAlias,
      answers: { 200: Alias },
    },
    setAlias: {
      method: "PUT",
      path: "/models/:name/aliases/:alias",
      summary: "Promote by hand",
      params: ByAlias,
      body: SetAliasRequest,
      answers: { 200: Promotion },
      refusals: ["conflict"],
    },
    rollBackAlias: {
      method: "POST",
      path: "/models/:name/aliases/:alias/rollback",
      summary: "Move an alias back to the version before",
      description:
        "A roll back undoes the newest move forward; the next one goes further back. With `from` it is refused when somebody moved the alias in the meantime.",
      params: ByAlias,
      body: RollBackRequest.nullish(),
      answers: { 200: Promotion },
      refusals: ["conflict"],
    },
  },
);
