import { expect, test } from "vitest";
import { createTableBuilder } from "../src/tables/create-table-builder.ts";
import { readTarget } from "../src/tables/read-target.ts";

function tableOf(classCount: number) {
  const builder = createTableBuilder([
    { name: "word", kind: "category" },
    { name: "number", kind: "number" },
  ]);
  for (let row = 0; row < classCount; row += 1) builder.addRow([`name ${row}`, row]);
  return builder.build();
}

test.each(["word", "number"])("a %s with more than 1,000 values is no class", (name) => {
  expect(readTarget(tableOf(1_000), name, "classification").classes).toHaveLength(1_000);
  expect(() => readTarget(tableOf(1_001), name, "classification")).toThrow(
    expect.objectContaining({
      code: "sweep-invalid",
      issues: [
        expect.objectContaining({ field: "target", message: expect.stringMatching("1001") }),
      ],
    }),
  );
});

test("a number with many values is a target for regression", () => {
  expect(readTarget(tableOf(5_000), "number", "regression").rows).toHaveLength(5_000);
});
