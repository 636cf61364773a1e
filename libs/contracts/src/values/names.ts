import { z } from "zod";

/** Keys with a meaning of their own in every object. */
export const reservedKeys = new Set(["__proto__", "constructor", "prototype"]);

/** A name people choose: dataset, model, alias, experiment. Safe in addresses and file names. */
export const Name = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
    "must start with a letter or digit and hold at most 100 of A-Z a-z 0-9 . _ -",
  )
  .refine((name) => !reservedKeys.has(name), "is a reserved word");
export type Name = z.infer<typeof Name>;

/** A name that moves between a model's versions. */
export const AliasName = Name.refine(
  (name) => !/^(latest|v\d+)$/i.test(name),
  "cannot be an alias: `latest` and `v3` read as versions",
);

/** What PostgreSQL can hold. */
export const Text = z
  .string()
  .regex(/^[^\0\p{Surrogate}]*$/u, "must hold neither NUL nor half of a surrogate pair");

/** Free text for people: one line, no control characters. */
export const Title = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(
    /^[^\p{Cc}\p{Surrogate}]*$/u,
    "must hold neither control characters nor half of a surrogate pair",
  );

/** A column as the table's header names it. */
export const ColumnName = z
  .string()
  .min(1)
  .max(200)
  .refine((name) => !reservedKeys.has(name), "is a reserved word");

/** 32 lowercase hex digits. */
export const Id = z.string().regex(/^[0-9a-f]{32}$/, "must be 32 lowercase hex digits");

export const Timestamp = z.iso.datetime();

/** PostgreSQL counts versions in 32 bits. */
const maxVersion = 2_147_483_647;

/** The number of a dataset's or model's version, in a body. */
export const VersionNumber = z.int().min(1).max(maxVersion);

/** The same in an address, where everything is text. */
export const VersionParam = z.coerce.number().int().min(1).max(maxVersion);
