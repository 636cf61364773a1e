import { maxTags, SweepChange } from "@rookery/contracts";
import { expect, test } from "vitest";
import { readNotesChange, writeTags } from "../src/pages/sweep/head/notes-change.ts";

const before = { description: "the first", tags: { owner: "ann", place: "here", toString: "x" } };

test("notes that were left as they were change nothing", () => {
  const typed = { description: " the first\n", lines: writeTags(before.tags) };
  expect(readNotesChange(before, typed)).toEqual({ tags: {} });
  const spaced = { description: null, tags: { owner: " ann " } };
  expect(readNotesChange(spaced, { description: "", lines: writeTags(spaced.tags) })).toEqual({
    tags: {},
  });
});

test("only what somebody has changed of the notes is sent, so nobody else's change is undone", () => {
  expect(
    readNotesChange(before, {
      description: "the first",
      lines: "owner: bob\n\ntoString:x\nvalueOf:y",
    }),
  ).toEqual({ tags: { owner: "bob", place: null, valueOf: "y" } });
  expect(readNotesChange(before, { description: " ", lines: writeTags(before.tags) })).toEqual({
    description: null,
    tags: {},
  });
});

test("one of as many tags as a sweep may have can be replaced by another", () => {
  const tags = Object.fromEntries(
    Array.from({ length: maxTags }, (_, index) => [`k${index}`, "x"]),
  );
  const lines = writeTags(tags);
  const change = readNotesChange(
    { description: null, tags },
    { description: "", lines: lines.replace("k0:", "other:") },
  );
  expect(SweepChange.parse(change)).toEqual({ tags: { k0: null, other: "x" } });
  const renamed = readNotesChange(
    { description: null, tags },
    { description: "", lines: lines.replaceAll("k", "other") },
  );
  expect(SweepChange.safeParse(renamed).success).toBe(true);
});

test.each(["owner", ":ann", "the owner:ann"])("%j is no tag, so nothing is sent", (lines) => {
  expect(readNotesChange(before, { description: "", lines })).toBeNull();
});
