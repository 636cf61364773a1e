import { schema } from "@rookery/database";
import { eq } from "drizzle-orm";

const { modelVersions } = schema;

type Row = typeof modelVersions.$inferSelect;
type Always = "storeKey" | "sha256" | "sizeBytes" | "trainer" | "params" | "signature";

/** A version of our own format; the table's check sees to it that nothing is missing. */
export type RookeryVersionRow = Row & { [Column in Always]: NonNullable<Row[Column]> };

/** Versions of our own format, the only ones that this API shows and that are served. */
export const isRookery = eq(modelVersions.format, "rookery");
