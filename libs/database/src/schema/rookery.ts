import { pgSchema, timestamp } from "drizzle-orm/pg-core";

/**
 * Everything Rookery records about its work lives in this schema. The rows of
 * imported tables live beside it in `raw` and `processed`, the queue in its own.
 */
export const rookery = pgSchema("rookery");

/** A point in time with milliseconds, as `Date`. */
export const moment = () => timestamp({ withTimezone: true, precision: 3 });

/** `moment` for a row's birth. */
export const createdAt = () => moment().notNull().defaultNow();
