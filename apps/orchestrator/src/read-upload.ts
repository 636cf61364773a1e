import { basename, extname } from "node:path";
import { Readable } from "node:stream";
import type { MultipartFile } from "@fastify/multipart";
import { AppError, Name } from "@rookery/contracts";
import type { FastifyRequest } from "fastify";

export interface Upload {
  name: string;
  fileName: string;
  stream: Readable;
}

type Parts = ReturnType<FastifyRequest["parts"]>;

/**
 * Reads a multipart upload as far as its file. The file is handed on as a
 * stream that ends only after the rest of the form was looked at, so a form
 * that turns out wrong behind the file breaks the import instead of following
 * a finished one.
 */
export async function readUpload(
  request: FastifyRequest,
  nameFromQuery: string | undefined,
): Promise<Upload> {
  const parts = request.parts();
  let nameField: string | undefined;
  for await (const part of parts) {
    if (part.type === "file") {
      return {
        name: parseName(nameFromQuery ?? nameField ?? nameFromFile(part.filename)),
        fileName: part.filename || "upload.csv",
        stream: Readable.from(fileThenRest(part, parts)),
      };
    }
    nameField = readNameField(part.fieldname, part.value);
  }
  throw new AppError("validation-failed", "The form has no file.", {
    issues: [{ field: "body.file", message: "is missing" }],
    hint: "curl -F file=@table.csv",
  });
}

async function* fileThenRest(file: MultipartFile, parts: Parts): AsyncGenerator<Buffer> {
  yield* file.file;
  if (file.file.truncated) {
    throw new AppError("payload-too-large", "The table is larger than this server takes.");
  }
  for await (const part of parts) {
    throw new AppError("validation-failed", "The form goes on behind its file.", {
      issues: [{ field: `body.${part.fieldname}`, message: "must come before the file" }],
      hint: "Put every field before the file, or name the dataset with ?name=",
    });
  }
}

function readNameField(field: string, value: unknown): string {
  if (field === "name" && typeof value === "string") return value;
  throw new AppError("validation-failed", "The form has a field that means nothing here.", {
    issues: [{ field: `body.${field}`, message: "only `name` and `file` are taken" }],
  });
}

function nameFromFile(fileName: string | undefined): string {
  const base = basename(fileName ?? "");
  return base.slice(0, base.length - extname(base).length);
}

function parseName(name: string): Name {
  const parsed = Name.safeParse(name);
  if (parsed.success) return parsed.data;
  throw new AppError("validation-failed", `${JSON.stringify(name)} cannot name a dataset.`, {
    issues: parsed.error.issues.map(({ message }) => ({ field: "name", message, value: name })),
    hint: "Give another name with ?name=",
  });
}
