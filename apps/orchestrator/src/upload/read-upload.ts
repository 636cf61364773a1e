import { basename, extname } from "node:path";
import { Readable } from "node:stream";
import type { MultipartFile } from "@fastify/multipart";
import {
  AppError,
  CleaningRules,
  issuesFromZod,
  Name,
  Reading,
  StatedSchema,
} from "@rookery/contracts";
import type { FastifyRequest } from "fastify";
import type { z } from "zod";

export interface Upload {
  name: string;
  fileName: string;
  stream: Readable;
  schema: StatedSchema;
  cleaning: CleaningRules;
  reading: Reading;
}

interface Fields extends Pick<Upload, "schema" | "cleaning" | "reading"> {
  name?: string;
}

const example = "curl -F file=@table.csv";

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
  if (!request.isMultipart()) {
    throw new AppError("unsupported-media-type", "Send the table as multipart/form-data.", {
      hint: example,
    });
  }
  const parts = request.parts();
  const fields: Fields = { schema: {}, cleaning: CleaningRules.parse({}), reading: {} };
  for (;;) {
    const part = await nextPart(parts);
    if (part === undefined) break;
    if (part.type === "file") {
      return {
        ...fields,
        name: parseName(nameFromQuery ?? fields.name ?? nameFromFile(part.filename)),
        fileName: part.filename || "upload.csv",
        stream: Readable.from(fileThenRest(part, parts)),
      };
    }
    readField(fields, part.fieldname, part.value);
  }
  throw new AppError("validation-failed", "The form has no file.", {
    issues: [{ field: "body.file", message: "is missing" }],
    hint: example,
  });
}

/**
 * Reads what is left of a refused upload into nothing: a sender hears the
 * refusal only when it can finish, and an unread body would hold its
 * connection, and the closing server, for ever.
 */
export function discardUpload({ raw }: FastifyRequest): void {
  raw.unpipe();
  raw.resume();
}

/** Not `for await`: leaving such a loop at the file would end the parts behind it. */
async function nextPart(parts: Parts) {
  try {
    const { value, done } = await parts.next();
    return done ? undefined : value;
  } catch (error) {
    throw describeBrokenForm(error);
  }
}

async function* fileThenRest({ file }: MultipartFile, parts: Parts): AsyncGenerator<Buffer> {
  try {
    yield* file;
  } catch (error) {
    throw describeBrokenForm(error);
  }
  const part = await nextPart(parts);
  if (part === undefined) return;
  throw new AppError("validation-failed", "The form goes on behind its file.", {
    issues: [{ field: `body.${part.fieldname}`, message: "must come before the file" }],
    hint: "Put every field before the file, or name the dataset with ?name=",
  });
}

/** What the parser refuses on purpose has a status; all else means a form that breaks off. */
function describeBrokenForm(error: unknown): unknown {
  if (error instanceof Error && "statusCode" in error) return error;
  return new AppError("malformed-body", "The form is not complete, or is no multipart form.", {
    hint: example,
    cause: error,
  });
}

function readField(fields: Fields, field: string, value: unknown): void {
  const text = typeof value === "string" ? value : "";
  if (field === "name") fields.name = text;
  else if (field === "schema") fields.schema = parseJson(field, text, StatedSchema);
  else if (field === "cleaning") fields.cleaning = parseJson(field, text, CleaningRules);
  else if (field === "reading") fields.reading = parseJson(field, text, Reading);
  else {
    throw new AppError("validation-failed", "The form has a field that means nothing here.", {
      issues: [
        {
          field: `body.${field}`,
          message: "only `name`, `schema`, `cleaning`, `reading` and `file` are taken",
        },
      ],
    });
  }
}

function parseJson<T extends z.ZodType>(field: string, text: string, shape: T): z.output<T> {
  let value: unknown;
  let hasProto = false;
  try {
    value = JSON.parse(text, (key, member) => {
      hasProto ||= key === "__proto__";
      return member;
    });
  } catch (error) {
    throw new AppError("validation-failed", `The field ${field} is not JSON.`, {
      issues: [{ field: `body.${field}`, message: "is not JSON" }],
      cause: error,
    });
  }
  // zod skips it without a word.
  if (hasProto) {
    throw new AppError("validation-failed", `The field ${field} does not fit its schema.`, {
      issues: [{ field: `body.${field}.__proto__`, message: "is a reserved word" }],
    });
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError("validation-failed", `The field ${field} does not fit its schema.`, {
    issues: issuesFromZod(parsed.error, { prefix: ["body", field] }),
  });
}

function nameFromFile(fileName: string | undefined): string {
  const base = basename(fileName ?? "");
  return base.slice(0, base.length - extname(base).length);
}

const longestShownName = 100;

function parseName(name: string): Name {
  const parsed = Name.safeParse(name);
  if (parsed.success) return parsed.data;
  const value = name.slice(0, longestShownName);
  throw new AppError("validation-failed", `${JSON.stringify(value)} cannot name a dataset.`, {
    issues: parsed.error.issues.map(({ message }) => ({ field: "name", message, value })),
    hint: "Give another name: ?name= in the address, --name on the command line.",
  });
}
