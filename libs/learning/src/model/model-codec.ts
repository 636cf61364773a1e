import { AppError, canonicalJson, issuesFromZod, ModelFile } from "@rookery/contracts";
import { maxModelCharacters } from "../evaluate/estimate-memory.ts";
import { compileModel } from "./compile-model.ts";

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
 * schema and its parts fit each other.
 */
export function decodeModel(text: string): ModelFile {
  const parsed = ModelFile.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new AppError("artifact-corrupt", "The model file does not fit its schema.", {
      issues: issuesFromZod(parsed.error),
    });
  }
  compileModel(parsed.data);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("artifact-corrupt", "The model file is not JSON.", { cause });
  }
}
