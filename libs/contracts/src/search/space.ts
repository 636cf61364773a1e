import { z } from "zod";
import { trainerParam } from "../runs/trainers.ts";
import { reservedKeys, Text } from "../values/names.ts";
import { conditionIssues } from "./conditions.ts";

const maxRangeCount = 10_000;
const maxConditionValues = 1_000;
const maxParams = 1_000;

const ParamName = Text.min(1)
  .max(100)
  .refine((name) => !reservedKeys.has(name), "This name cannot be a parameter");

/** One value of one hyperparameter. */
export const ParamValue = z.union([Text.max(1_000), z.number(), z.boolean()]);
export type ParamValue = z.infer<typeof ParamValue>;

/** One combination: what a run is trained with. */
export const Params = z.record(z.string(), ParamValue);
export type Params = z.infer<typeof Params>;

/**
 * Other parameters and the value, or values, each must have; all must hold. A
 * parameter whose condition does not hold is absent from the combination, and
 * so are those that depend on it.
 */
export const When = z
  .record(ParamName, z.union([ParamValue, z.array(ParamValue).min(1).max(maxConditionValues)]))
  .refine((when) => Object.keys(when).length > 0, "Name a parameter, or leave `when` out");
export type When = z.infer<typeof When>;

/** The listed values, in this order. */
export const Choices = z
  .strictObject({ values: z.array(ParamValue).min(1).max(maxRangeCount), when: When.optional() })
  .superRefine(({ values }, context) => {
    const seen = new Set<ParamValue>();
    for (const [index, value] of values.entries()) {
      if (seen.has(value)) {
        context.addIssue({
          code: "custom",
          path: ["values", index],
          message: `${JSON.stringify(value)} is listed twice`,
        });
      }
      seen.add(value);
    }
  });
export type Choices = z.infer<typeof Choices>;

/** One value, under a condition. */
export const Fixed = z.strictObject({ value: ParamValue, when: When.optional() });
export type Fixed = z.infer<typeof Fixed>;

/** `false` and `true`, in this order. */
export const Booleans = z.strictObject({ type: z.literal("bool"), when: When.optional() });
export type Booleans = z.infer<typeof Booleans>;

/**
 * The numbers from `min` to `max`, both included.
 *
 * - `type`: `float` (default) or `int`.
 * - `scale`: `linear` (default) or `log`; `log` needs `min` above 0.
 * - `step`: distance between neighbours, on the linear scale only.
 * - `count`: how many values, evenly spaced on the scale.
 *
 * With neither `step` nor `count` the range is continuous (a linear `int`
 * range: every integer). Some samplers, such as `grid`, need a finite one.
 */
export const Range = z
  .strictObject({
    type: z.enum(["int", "float"]).optional(),
    scale: z.enum(["linear", "log"]).optional(),
    min: z.number(),
    max: z.number(),
    step: z.number().positive("step must be above 0").optional(),
    count: z.int().min(2).max(maxRangeCount).optional(),
    when: When.optional(),
  })
  .superRefine(({ type, scale, min, max, step, count }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (min >= max) refuse("max", `max must be above min (${min})`);
    if (scale === "log" && min <= 0) refuse("min", "min must be above 0 on the log scale");
    if (scale === "log" && step !== undefined) {
      refuse("step", "step needs the linear scale; use count on the log scale");
    }
    if (step !== undefined && count !== undefined) refuse("count", "give step or count, not both");
    if (type !== "int") return;
    for (const [field, value] of Object.entries({ min, max, step })) {
      if (value !== undefined && !Number.isSafeInteger(value)) {
        refuse(field, `${field} must be an integer because type is int`);
      }
    }
  });
export type Range = z.infer<typeof Range>;

/** A fixed scalar, a list of values, both booleans, or a range. */
export const ParamSpace = z.union([ParamValue, Choices, Fixed, Booleans, Range], {
  error:
    'Give a value, a list as { "values": [...] }, a range as { "min", "max", "count" or "step" }, or { "type": "bool" }',
});
export type ParamSpace = z.infer<typeof ParamSpace>;

/**
 * What a sweep searches: parameter name -> its values. Samplers go through
 * the names in the order written. Constraints across parameters stand beside
 * the space, in the sweep.
 */
const SpaceRecord = z.record(ParamName, ParamSpace);
export const SearchSpace = z.preprocess(
  (input, context) => {
    // z.record skips `__proto__` without a word.
    if (typeof input === "object" && input !== null && Object.hasOwn(input, "__proto__")) {
      context.addIssue({
        code: "custom",
        path: ["__proto__"],
        message: "This name cannot be a parameter",
      });
    }
    return input;
  },
  SpaceRecord.superRefine((space, context) => {
    const count = Object.keys(space).length;
    if (count > maxParams) {
      context.addIssue({
        code: "custom",
        message: `${count} parameters; ${maxParams} are the most`,
      });
      return;
    }
    // A sweep over several trainers adds that parameter, and looks again.
    for (const { path, message } of conditionIssues(space, [trainerParam])) {
      context.addIssue({ code: "custom", path, message });
    }
  }),
);
export type SearchSpace = z.infer<typeof SearchSpace>;

/** A space that was accepted before; unlike `SearchSpace` it can also be sent as an answer. */
export const AcceptedSpace = SpaceRecord;
