import { expect, test } from "vitest";
import { readValue } from "../src/index.ts";

test("texts that do not fit have no value", () => {
  expect(readValue("1.5", { kind: "number", format: "1234,5" })).toBeUndefined();
  expect(readValue("1e999", { kind: "number", format: "1234.5" })).toBeUndefined();
  expect(readValue("30.2.2024", { kind: "date", format: "d.m.y" })).toBeUndefined();
  expect(readValue("maybe", { kind: "boolean" })).toBeUndefined();
});
