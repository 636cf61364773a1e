import type { FittedFeature, ModelFile, ModelSignature, RowSchema } from "@rookery/contracts";

type InputField = ModelSignature["inputs"][number];

/** What a model takes and answers. */
export function readSignature(model: ModelFile): ModelSignature {
  return {
    task: model.task,
    inputs: model.features.map(describeInput),
    target: model.target,
    classes: model.task === "classification" ? model.classes : [],
  };
}

function describeInput(feature: FittedFeature): InputField {
  const { name, kind, missingSeen, missingIndicator = false } = feature;
  const missing = { missingSeen, missingIndicator };
  if (feature.kind !== "category") return { name, kind, ...missing };
  const { categories, unseen = [], unknown = "refuse" } = feature;
  return { name, kind, categories: [...categories, ...unseen], unknown, ...missing };
}

/** JSON Schema (2020-12) of one row; null stands for a missing value. */
export function inputJsonSchema(model: ModelFile): RowSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `Input of a model that predicts ${model.target}`,
    type: "object",
    properties: Object.fromEntries(
      readSignature(model).inputs.map((field) => [field.name, fieldJsonSchema(field)]),
    ),
    required: model.features.map(({ name }) => name),
    additionalProperties: true,
  };
}

function fieldJsonSchema({
  kind,
  categories,
  unknown,
  missingSeen,
  missingIndicator,
}: InputField): RowSchema["properties"][string] {
  const seen = `the training rows had ${missingSeen ? "" : "no "}missing values here`;
  const told = missingIndicator ? ", and the model tells them from others" : "";
  const description = `null means missing; ${seen}${told}`;
  if (categories && unknown !== "refuse") {
    const taken = unknown === "missing" ? "others count as missing" : "others are ignored";
    return {
      type: ["string", "null"],
      examples: categories,
      description: `Training had the values of \`examples\`; ${taken}. ${description}`,
    };
  }
  if (categories) return { enum: [...categories, null], description };
  if (kind !== "date") return { type: [kind, "null"], description };
  return {
    type: ["string", "null"],
    description: `An ISO 8601 date or date-time, UTC unless it says otherwise; ${description}`,
  };
}
