import { expect, test } from "vitest";
import { hasWideObject } from "../src/http/has-wide-object.ts";

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const members = (count: number, value: unknown = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`"${at}:\\`, value]));

test.each<[string, Buffer, isWide: boolean]>([
  ["as many members as there may be", json(members(50)), false],
  ["one more", json(members(51)), true],
  ["one more, deep inside", json([[{ a: [members(51)] }]]), true],
  ["one more, behind an object of its own", json({ first: members(50), ...members(50) }), true],
  ["many objects beside each other", json(Array.from({ length: 90 }, () => members(50))), false],
  ["many objects within each other", Buffer.from(`${'{"a":'.repeat(9_999)}1`), false],
  ["text full of what members are made of", json(`":,{`.repeat(200)), false],
  ["no JSON", Buffer.from(`]]]}}}${":".repeat(251)}`), true],
])("%s", (_, body, isWide) => {
  expect(hasWideObject(body, 50)).toBe(isWide);
});
