import {
  CleaningRules,
  type CleaningRulesInput,
  type ColumnKind,
  issuesFromZod,
  Name,
  Reading,
  StatedSchema,
} from "@rookery/contracts";
import { parse as parseYaml, YAMLParseError } from "yaml";

/** What the form holds, as people typed it. */
export interface UploadValues {
  name: string;
  stated: { column: string; kind: ColumnKind; format: string }[];
  missing: string;
  invalid: "refuse" | "missing";
  dropColumns: string;
  dropMissing: "" | "any" | "some";
  dropMissingIn: string;
  imputeNumbers: "" | "mean" | "median" | "most-frequent";
  imputeCategories: "" | "most-frequent";
  clipPercent: string;
  rareCount: string;
  rules: string;
  reading: Record<keyof Reading, string>;
}

export const emptyUpload: UploadValues = {
  name: "",
  stated: [],
  missing: "",
  invalid: "refuse",
  dropColumns: "",
  dropMissing: "",
  dropMissingIn: "",
  imputeNumbers: "",
  imputeCategories: "",
  clipPercent: "",
  rareCount: "",
  rules: "",
  reading: {
    delimiter: "",
    encoding: "",
    skip: "",
    comment: "",
    header: "",
    onBadRow: "",
    sheet: "",
  },
};

/** A name that a dataset may have, made of a file's name. */
export function suggestName(fileName: string): string {
  const base = fileName.replace(/\.[^.]*$/, "");
  const name = base.replace(/[^A-Za-z0-9_.-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return Name.safeParse(name).success ? name : "";
}

type Issues = Partial<Record<"name" | "stated" | "rules" | "reading", string>>;

type Import =
  | {
      ok: true;
      name: string;
      schema: StatedSchema;
      cleaning: CleaningRulesInput;
      reading: Reading;
    }
  | { ok: false; issues: Issues };

/** The request the form stands for, or what is wrong with it, by field. */
export function readUpload(values: UploadValues): Import {
  const name = Name.safeParse(values.name);
  const schema = StatedSchema.safeParse(readSchema(values));
  const extra = readRules(values.rules);
  const cleaning = CleaningRules.safeParse({ ...simpleRules(values), ...extra.rules });
  const reading = Reading.safeParse(readReading(values));
  const issues: Issues = {
    ...(!name.success && { name: name.error.issues[0]?.message ?? "cannot name a dataset" }),
    ...(!schema.success && { stated: firstIssue(schema.error) }),
    ...(!cleaning.success && { rules: firstIssue(cleaning.error) }),
    ...(extra.problem && { rules: extra.problem }),
    ...(!reading.success && { reading: firstIssue(reading.error) }),
  };
  if (!name.success || !schema.success || !cleaning.success || extra.problem || !reading.success) {
    return { ok: false, issues };
  }
  return {
    ok: true,
    name: name.data,
    schema: schema.data,
    cleaning: cleaning.data,
    reading: reading.data,
  };
}

/** What was left empty is for the server to find out. */
function readReading({ reading: { skip, header, ...texts } }: UploadValues) {
  const stated = Object.entries(texts).filter(([, text]) => text !== "");
  return {
    ...Object.fromEntries(stated),
    ...(skip.trim() !== "" && { skip: Number(skip) }),
    ...(header !== "" && { header: header === "true" }),
  };
}

function readSchema({ stated }: UploadValues) {
  return Object.fromEntries(
    stated
      .filter(({ column }) => column !== "")
      .map(({ column, kind, format }) => [column, format ? { kind, format } : kind]),
  );
}

/** The rules that have fields of their own; all others are written as YAML. */
function simpleRules(values: UploadValues) {
  const clip = Number(values.clipPercent) / 100;
  const numbers = {
    ...(values.clipPercent && { clip: { minQuantile: clip, maxQuantile: 1 - clip } }),
    ...(values.imputeNumbers && { impute: { with: values.imputeNumbers } }),
  };
  const categories = {
    ...(values.rareCount && { rare: { minCount: Number(values.rareCount) } }),
    ...(values.imputeCategories && { impute: { with: values.imputeCategories } }),
  };
  const missing = splitList(values.missing);
  return {
    ...(missing.length > 0 && { missing: { add: missing } }),
    invalid: values.invalid,
    dropColumns: splitList(values.dropColumns),
    dropMissing: values.dropMissing === "any" ? "any" : splitList(values.dropMissingIn),
    defaults: {
      ...(Object.keys(numbers).length > 0 && { number: numbers }),
      ...(Object.keys(categories).length > 0 && { category: categories }),
    },
  };
}

function readRules(text: string): { rules?: object; problem?: string } {
  try {
    const rules: unknown = parseYaml(text) ?? {};
    if (typeof rules === "object" && !Array.isArray(rules)) return { rules: rules as object };
    return { problem: "Write rules by name, such as `dropColumns: [id]`" };
  } catch (error) {
    if (error instanceof YAMLParseError) return { problem: error.message };
    throw error;
  }
}

function splitList(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}

function firstIssue(error: Parameters<typeof issuesFromZod>[0]): string {
  const [issue] = issuesFromZod(error);
  return issue ? `${issue.field}: ${issue.message}` : error.message;
}
