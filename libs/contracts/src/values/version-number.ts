import { z } from "zod";

/** PostgreSQL counts versions in 32 bits. */
const maxVersion = 2_147_483_647;

/** The number of a dataset's or model's version, in a body. */
export const VersionNumber = z.int().min(1).max(maxVersion);

/** The same in an address, where everything is text. */
export const VersionParam = z.coerce.number().int().min(1).max(maxVersion);
