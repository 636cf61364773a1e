import fc from "fast-check";
import { expect, test } from "vitest";
import { choices } from "../../src/pages/launch/request/choices.ts";
import { isRecord } from "../../src/pages/launch/request/request.ts";
import {
  getValue,
  readerOf,
  showField,
  writeField,
} from "../../src/pages/launch/request/text-fields.ts";
import { anyRequest, fieldNames } from "./requests.ts";

const anyField = fc.constantFrom(...fieldNames);
const pickers = new Set(Object.entries(choices).map(([choice, { by }]) => `${choice}.${by}`));
const anyText = fc.oneof(fc.string(), fc.constantFrom("", " ", "10", "0.10", "1e3", "many", "tpe"));

test("a field shows its value so that the same text makes the same request, or it shows the value as JSON", () => {
  fc.assert(
    fc.property(anyRequest, anyField, (request, name) => {
      const value = getValue(request, name);
      if (value === undefined) return;
      const shown = showField(request, name);
      if (shown === JSON.stringify(value)) return;
      expect(getValue(writeField(request, name, shown), name)).toEqual(value);
    }),
  );
});

test("what is typed into a field is its value, and every other part of the request stays as it was", () => {
  fc.assert(
    fc.property(anyRequest, anyField, anyText, (request, name, text) => {
      const [head = "", option] = name.split(".");
      const written = writeField(request, name, text);
      expect(getValue(written, name)).toEqual(readerOf(name)(text));
      expect(without(written, head)).toBe(without(request, head));
      const [before, after] = [request[head], written[head]];
      const isOption = option !== undefined && !pickers.has(name);
      if (!isOption || !isRecord(before) || !isRecord(after)) return;
      expect(without(after, option)).toBe(without(before, option));
    }),
  );
});

test("what is shown of nothing is the server's default, and asking changes nothing", () => {
  const shown = fieldNames.map((name) => [name, showField({}, name)]);
  expect(shown.filter(([, text]) => text !== "")).toEqual([
    ["sampler.name", "grid"],
    ["pruner.name", "none"],
    ["validation.kind", "k-fold"],
    ["promotion.rule", "better"],
  ]);
});

test.each([
  ["sampler.name", { sampler: "tpe" }, "tpe"],
  ["objective.metric", { objective: "log_loss" }, '"log_loss"'],
  ["promotion.rule", { promotion: { rule: "allways" } }, "allways"],
  ["validation.folds", { validation: { kind: "k-fold", fold: 10 } }, ""],
  ["runs", { runs: "10" }, '"10"'],
  ["runs", { runs: "many" }, "many"],
  ["name", { name: null }, "null"],
])("%s of %o is shown as %s", (name, request, shown) => {
  expect(showField(request, name)).toBe(shown);
});

test("an option typed beside a misspelt one leaves it for the server to refuse", () => {
  const request = { validation: { kind: "k-fold", fold: 10 } };
  expect(writeField(request, "validation.folds", "7")).toEqual({
    validation: { kind: "k-fold", fold: 10, folds: 7 },
  });
});

test("another pick leaves the options of the former behind", () => {
  const request = { sampler: { name: "tpe", candidates: 12 }, seed: 1 };
  expect(writeField(request, "sampler.name", "random")).toEqual({
    sampler: { name: "random" },
    seed: 1,
  });
  const judged = { objective: { metric: "accuracy", direction: "maximize" } };
  expect(writeField(judged, "objective.metric", "log_loss")).toEqual({
    objective: { metric: "log_loss" },
  });
  expect(writeField(judged, "objective.metric", "")).toEqual({});
});

/** The rest of an object, with its order. */
function without(object: Record<string, unknown>, key: string): string {
  return JSON.stringify(Object.entries(object).filter(([name]) => name !== key));
}
