import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { isSame } from "../../src/pages/launch/request/request.ts";
import { readYaml, reviseYaml } from "../../src/pages/launch/request/yaml-text.ts";
import { anyRequest } from "./requests.ts";

test("what is written as YAML is the request, whatever it says, and in the same order", () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const read = readYaml(stringify(request)) as { request: unknown };
      expect(JSON.stringify(read.request)).toBe(JSON.stringify(request));
    }),
  );
});

test("revised YAML says what the request says, whatever it said before", () => {
  fc.assert(
    fc.property(anyRequest, anyRequest, (before, after) => {
      const read = readYaml(reviseYaml(stringify(before), after));
      expect("request" in read && isSame(read.request, after)).toBe(true);
    }),
  );
});

const written = `# the second try
dataset: penguins   # all of them
target: species
space:
  # near the best of the first
  learningRate: { min: 0.01, max: 0.1, count: 3 }
  steps: 50
constraints: [ "steps > 10" ]
`;

test("what a field changes is all that changes in the text", () => {
  const { request } = readYaml(written) as { request: Record<string, unknown> };
  const space = { ...(request.space as object), steps: { values: [20, 40] } };
  expect(reviseYaml(written, request)).toBe(written);
  const revised = reviseYaml(written, { ...request, space, runs: 3 });
  expect(revised).toContain("# the second try\ndataset: penguins # all of them\n");
  expect(revised).toContain("# near the best of the first\n");
  expect(revised).toContain("learningRate: { min: 0.01, max: 0.1, count: 3 }");
  expect(readYaml(revised)).toEqual({ request: { ...request, space, runs: 3 } });
});

test("parts that an anchor ties together come apart when one of them changes", () => {
  const tied = "space: { a: &list { values: [1, 2] }, b: *list }\n";
  const space = { a: 1, b: { values: [1, 2] } };
  expect(readYaml(reviseYaml(tied, { space }))).toEqual({ request: { space } });
});

test.each([
  ["a list", "- a"],
  ["nothing", ""],
  ["a text", "penguins"],
  ["a mapping that breaks off", "space: { a: 1"],
  ["a key twice", "a: 1\na: 2"],
  ["a number that JSON has not", "maxFailures: .inf"],
  ["a tag nobody knows", "seed: !lucky 7"],
])("%s is no request, and nothing is sent in its place", (_name, yaml) => {
  expect(readYaml(yaml)).toEqual({ trouble: expect.stringMatching(/\w/) });
});
