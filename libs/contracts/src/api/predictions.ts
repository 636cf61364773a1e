import { z } from "zod";
import {
  PredictRequest,
  PredictResponse,
  RowSchema,
  ServedModels,
  VersionQuery,
} from "../models/predictions.ts";
import { InferenceAddress } from "../operations/server.ts";
import { Name } from "../values/names.ts";
import { defineEndpoints } from "./endpoint.ts";

/** Of the inference API, which programs talk to. */
export const inferenceEndpoints = defineEndpoints(
  { tag: "predictions" },
  {
    predict: {
      method: "POST",
      path: "/predict",
      summary: "Predict one or many rows",
      description:
        "Rows are JSON objects checked against the model's own signature: a missing field, a wrong type or, where the model's policy is to refuse them, an unknown category refuses the whole request and names every place, or with `onInvalid: report` its own row; unknown categories that are taken are listed in `unknown`; `null` means a missing value and is filled in, or told apart, as in training; further fields are ignored. A classification model answers `label` and `probabilities`, a regression model `prediction`.",
      body: PredictRequest,
      // Ten thousand rows of some hundred fields.
      maxBodyBytes: 32 * 1024 * 1024,
      answers: { 200: PredictResponse },
      refusals: ["not-found", "prediction-input-invalid", "artifact-corrupt"],
    },
    listServedModels: {
      method: "GET",
      path: "/models",
      summary: "What is being served",
      answers: { 200: ServedModels },
    },
    getRowSchema: {
      method: "GET",
      path: "/models/:name/schema",
      summary: "The JSON Schema of a model's input rows",
      params: z.object({ name: Name }),
      query: VersionQuery,
      answers: { 200: RowSchema },
      refusals: ["artifact-corrupt"],
    },
  },
);

/** Of the orchestrator, for its own pages: they may send to the server they came from only. */
export const predictionEndpoints = defineEndpoints(
  { tag: "predictions" },
  {
    findInference: {
      method: "GET",
      path: "/inference",
      summary: "Where predictions are made",
      answers: { 200: InferenceAddress },
    },
    tryPrediction: {
      method: "POST",
      path: "/predict",
      summary: "Try a prediction",
      description:
        "Sent on to the inference API at ROOKERY_INFERENCE_URL, with the caller's own key. For rows by hand, up to 1 MiB; programs talk to the inference API itself.",
      body: PredictRequest,
      answers: { 200: PredictResponse },
      refusals: ["not-found", "prediction-input-invalid", "artifact-corrupt"],
    },
  },
);
