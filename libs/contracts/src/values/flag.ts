import { z } from "zod";

/** Yes or no in an address; unlike `z.stringbool` its JSON Schema tells what is taken. */
export const Flag = z.enum(["true", "false"]).transform((text) => text === "true");
