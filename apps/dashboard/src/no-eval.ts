import { z } from "zod";

/** Zod compiles schemas with `new Function`, which the content security policy forbids. Comes before any schema. */
z.config({ jitless: true });
