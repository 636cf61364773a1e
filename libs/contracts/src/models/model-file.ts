import { z } from "zod";
import { Params } from "../search/space.ts";

/**
 * The model file: everything needed to predict, as plain JSON. It holds data
 * only; loading one never executes code. `format` names the version of this
 * schema: a reader refuses what it does not know.
 */

const Name = z.string().min(1);
const Categories = z.array(z.string());

/**
 * Where it is true, the input has one more feature, its last: 1 where the value
 * is missing, 0 elsewhere. Files from before there was a choice have none.
 */
const MissingIndicatorFlag = z.boolean().optional();

/**
 * How one number or date becomes a feature: `((value ?? fill) - mean) / scale`.
 * Dates count as milliseconds since 1970 UTC.
 */
export const FittedNumber = z.strictObject({
  kind: z.enum(["number", "date"]),
  name: Name,
  /** Whether the training rows had missing values here. */
  missingSeen: z.boolean(),
  missingIndicator: MissingIndicatorFlag,
  fill: z.number(),
  mean: z.number(),
  scale: z.number().positive(),
});
export type FittedNumber = z.infer<typeof FittedNumber>;

/**
 * What a model does with a category that it does not know: `refuse` the row,
 * `ignore` it, as if it were none of the known ones and not missing either, or
 * count it as a `missing` value.
 */
export const UnknownCategory = z.enum(["refuse", "ignore", "missing"]);
export type UnknownCategory = z.infer<typeof UnknownCategory>;

/**
 * How one categorical input becomes `categories.length` features: 1 at the
 * position of its category, 0 elsewhere. A missing value is a category of its
 * own where there is a missing indicator; elsewhere `fill` stands in for it,
 * which is null only if the training rows had no value at all.
 */
export const FittedCategory = z
  .strictObject({
    kind: z.enum(["category", "boolean"]),
    name: Name,
    missingSeen: z.boolean(),
    missingIndicator: MissingIndicatorFlag,
    /** Sorted, without repeats. Booleans have `["false", "true"]`. */
    categories: Categories,
    /** Of categories. Files from before there was a choice refuse. */
    unknown: UnknownCategory.optional(),
    /**
     * Where unknown ones are refused: those of the whole table that no training
     * row has. They are ignored, so that a model takes every row of its table.
     */
    unseen: Categories.optional(),
    fill: z.string().nullable(),
  })
  .refine(({ categories }) => new Set(categories).size === categories.length, {
    path: ["categories"],
    message: "A category is listed twice",
  })
  .refine(({ fill, categories }) => fill === null || categories.includes(fill), {
    path: ["fill"],
    message: "fill is not one of the categories",
  });
export type FittedCategory = z.infer<typeof FittedCategory>;

/** One input of the model, with what the training rows taught about it. */
export const FittedFeature = z.discriminatedUnion("kind", [FittedNumber, FittedCategory]);
export type FittedFeature = z.infer<typeof FittedFeature>;

const Version = z.string().min(1);

const shared = {
  format: z.literal("rookery-model/1"),
  trainer: z.strictObject({ name: Name, params: Params }),
  /** Content hash of the dataset version the model was trained on. */
  datasetVersion: Name,
  target: Name,
  /** The inputs, in the order in which they fill the feature vector. */
  features: z.array(FittedFeature).min(1),
  /** What the trainer's `fit` returned; its own schema checks it on load. */
  estimator: z.json(),
  seed: z.int().nonnegative(),
  /** How test rows were held out from that dataset: the same split of the same data holds out the same rows. */
  split: z.strictObject({
    seed: z.int().nonnegative(),
    testFraction: z.number().min(0).lt(1),
  }),
  trainingRowCount: z.int().positive(),
  /** What it was trained with. Another version of any of them may give other numbers. */
  environment: z
    .strictObject({
      node: Version,
      rookery: Version,
      /** The packages whose code fitted the estimator, by name; none when it is ours. */
      libraries: z.record(Name, Version),
    })
    .optional(),
};

export const ClassificationModelFile = z
  .strictObject({
    ...shared,
    task: z.literal("classification"),
    /** Class labels; their positions are the estimator's class numbers. */
    classes: z
      .array(z.string().refine((label) => label !== "__proto__", "This name cannot be a class"))
      .min(2),
  })
  .refine(({ classes }) => new Set(classes).size === classes.length, {
    path: ["classes"],
    message: "A class is listed twice",
  });
export type ClassificationModelFile = z.infer<typeof ClassificationModelFile>;

export const RegressionModelFile = z.strictObject({ ...shared, task: z.literal("regression") });
export type RegressionModelFile = z.infer<typeof RegressionModelFile>;

export const ModelFile = z
  .discriminatedUnion("task", [ClassificationModelFile, RegressionModelFile])
  .refine(({ features }) => new Set(features.map(({ name }) => name)).size === features.length, {
    path: ["features"],
    message: "An input is listed twice",
  });
export type ModelFile = z.infer<typeof ModelFile>;
