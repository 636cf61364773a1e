import { z } from "zod";
import { reservedKeys, Text } from "../values/names.ts";

export const maxTags = 50;

/** A colon parts it from its value where both are written as one. */
export const TagKey = z
  .string()
  .regex(
    /^[^\s:\p{Cc}\p{Surrogate}]{1,100}$/u,
    "must be 1 to 100 characters, of which none is a space, a colon or a control character",
  )
  .refine((key) => !reservedKeys.has(key), "is a reserved word");

export const TagValue = z
  .string()
  .max(500)
  .regex(
    /^[^\p{Cc}\p{Surrogate}]*$/u,
    "must hold neither control characters nor half of a surrogate pair",
  );

/** A tag that is taken away does not count. */
const countsTags = (tags: Record<string, string | null>) =>
  Object.values(tags).filter((value) => value !== null).length <= maxTags;
const tooManyTags = `must be at most ${maxTags} tags`;

/** What people say of a sweep for themselves: `{ owner: "ann" }`. */
export const Tags = z.record(TagKey, TagValue).refine(countsTags, tooManyTags);

/** `owner`: whatever its value; `owner:ann`: that value. */
export const TagQuery = z
  .string()
  .max(601)
  .regex(
    /^[^\s:\p{Cc}\p{Surrogate}]{1,100}(:[^\p{Cc}\p{Surrogate}]*)?$/u,
    "must be a tag's key, or its key and value with a colon in between",
  );

export const Description = Text.trim().max(10_000);

/** What may be changed of a sweep after its launch. */
export const SweepChange = z.strictObject({
  tags: z
    .record(TagKey, TagValue.nullable())
    .refine(countsTags, tooManyTags)
    .optional()
    .describe("Those to set; null takes one away, and those not named stay"),
  description: Description.nullable().optional().describe("null or empty: none"),
});
export type SweepChange = z.infer<typeof SweepChange>;
