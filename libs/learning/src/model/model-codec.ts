import { AppError, canonicalJson, issuesFromZod, ModelFile } from "@rookery/contracts";
import type { Trainers } from "../trainers/create-trainers.ts";
import { compileModel } from "./compile-model.ts";

/** V8's longest string, so the longest model file. */
export const maxModelCharacters = 2 ** 29 - 24;

/**
 * Equal models give equal bytes. Throws `training-failed` when the file would
 * be longer than a string can be.
 */
export function encodeModel(model: ModelFile): string {
  const checked = ModelFile.parse(model);
  try {
    return canonicalJson(checked);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AppError(
      "training-failed",
      `The model of ${checked.trainer.name} is too large to be kept: its file would be longer than ${maxModelCharacters} characters.`,
      {
        hint: "Train on fewer rows, limit what the model may hold (fewer or shallower trees), or choose another trainer.",
        cause,
      },
    );
  }
}

/**
 * Reads a model file as data. Throws `artifact-corrupt` unless it fits the
 * schema, one of the trainers knows it and its parts fit each other.
 */
export function decodeModel(text: string, trainers: Trainers): ModelFile {
  const parsed = ModelFile.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new AppError("artifact-corrupt", "The model file does not fit its schema.", {
      issues: issuesFromZod(parsed.error),
    });
  }
  compileModel(parsed.data, trainers);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("artifact-corrupt", "The model file is not JSON.", { cause });
  }
}
