import { expect, test } from "vitest";
import { fieldOfIssue } from "../../src/pages/launch/use-field-errors.ts";
import { fieldNames } from "./requests.ts";

const names = new Set([
  ...fieldNames,
  ...["features", "trainer", "space", "sampler", "pruner", "objective", "validation", "promotion"],
  ...["space.c", "space.c.min", "space.c.max", "space.dotted.name", "space.dotted.name.step"],
]);
const message = "must be above 0";

test.each([...names])("an issue with %s is shown there", (name) => {
  expect(fieldOfIssue({ field: name, message }, names)).toEqual({ field: name, message });
  expect(fieldOfIssue({ field: `body.${name}`, message }, names)).toEqual({ field: name, message });
});

test.each([
  ["space.c.values[2]", "space.c", "values[2]: must be above 0"],
  ["space.c.when.penalty", "space.c", "when.penalty: must be above 0"],
  ["space.dotted.name.values[0]", "space.dotted.name", "values[0]: must be above 0"],
  ["space.unknown", "space", "unknown: must be above 0"],
  ["features[0]", "features", "[0]: must be above 0"],
  ["trainer[1]", "trainer", "[1]: must be above 0"],
  ["validation.fold", "validation", "fold: must be above 0"],
  ["sampler.candidate", "sampler", "candidate: must be above 0"],
])("an issue with %s is shown at %s, with the part it is about", (path, field, said) => {
  expect(fieldOfIssue({ field: path, message }, names)).toEqual({ field, message: said });
});

test.each(["constraints[0]", "tryFirst[1].c", "runTimeoutMs", "runsAtOnce", "body", ""])(
  "an issue with %o has no field",
  (field) => {
    expect(fieldOfIssue({ field, message }, names)).toBeNull();
  },
);
