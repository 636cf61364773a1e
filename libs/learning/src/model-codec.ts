import { AppError, canonicalJson, issuesFromZod, ModelFile } from "@rookery/contracts";
import { compileModel } from "./compile-model.ts";

/** Equal models give equal bytes. */
export function encodeModel(model: ModelFile): string {
  return canonicalJson(ModelFile.parse(model));
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
