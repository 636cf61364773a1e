import { describe, expect, test } from "vitest";
import { createTableBuilder } from "../src/tables/create-table-builder.ts";
import { planSplits, splitTestRows } from "../src/tables/plan-splits.ts";
import { type ClassTarget, readTarget } from "../src/tables/read-target.ts";
import { splitFolds, splitHoldOut } from "../src/tables/split-rows.ts";
import { readPenguins } from "./penguins.ts";

const penguins = readPenguins();
const target = readTarget(penguins, "species", "classification");

function countClasses(rows: Int32Array): number[] {
  return target.classes.map(
    (_, label) => rows.filter((row) => target.labels[row] === label).length,
  );
}

function classTable(labels: (string | null)[]) {
  const builder = createTableBuilder([{ name: "y", kind: "category" }]);
  for (const label of labels) builder.addRow([label]);
  return builder.build();
}

describe("target", () => {
  test("maps labels to sorted classes and leaves out rows without one", () => {
    const read = readTarget(classTable(["b", null, "a", "b"]), "y", "classification");
    expect(read.classes).toEqual(["a", "b"]);
    expect([...read.labels]).toEqual([1, -1, 0, 1]);
    expect([...read.rows]).toEqual([0, 2, 3]);
    expect(read.missingRowCount).toBe(1);
  });

  test("takes integers as classes in numeric order and refuses measures", () => {
    const builder = createTableBuilder([
      { name: "grade", kind: "number" },
      { name: "size", kind: "number" },
    ]);
    for (const cells of [
      [10, 1.5],
      [9, 2],
      [null, 3],
      [10, 4],
    ])
      builder.addRow(cells);
    const table = builder.build();
    expect(readTarget(table, "grade", "classification").classes).toEqual(["9", "10"]);
    expect([...readTarget(table, "grade", "classification").labels]).toEqual([1, 0, -1, 1]);
    expect(() => readTarget(table, "size", "classification")).toThrow(/not measures such as 1.5/);
  });

  test("refuses a target that has one class or does not exist", () => {
    expect(() => readTarget(classTable(["a", "a"]), "y", "classification")).toThrow(
      /at least 2 different values/,
    );
    expect(() => readTarget(classTable(["a"]), "z", "classification")).toThrow(/no such column/);
  });
});

describe("hold-out", () => {
  test("takes its share of every class, each row on one side", () => {
    const { training, heldOut } = splitTestRows({
      table: penguins,
      task: "classification",
      target: "species",
      testFraction: 0.25,
      seed: 3,
    });
    expect(countClasses(heldOut)).toEqual([38, 17, 31]);
    expect([...training, ...heldOut].sort((a, b) => a - b)).toEqual([...target.rows]);
  });

  test("the same seed gives the same rows, another seed others", () => {
    const split = (seed: number) =>
      splitTestRows({
        table: penguins,
        task: "classification",
        target: "species",
        testFraction: 0.2,
        seed,
      }).heldOut;
    expect(split(1)).toEqual(split(1));
    expect(split(1)).not.toEqual(split(2));
  });

  test("fraction 0 holds out nothing", () => {
    const { training, heldOut } = splitTestRows({
      table: penguins,
      task: "classification",
      target: "species",
      testFraction: 0,
      seed: 1,
    });
    expect(heldOut).toHaveLength(0);
    expect(training).toEqual(target.rows);
  });

  test("keeps every class on both sides or refuses", () => {
    const input = { seed: 1, stream: 0, field: "testFraction" };
    const small = readTarget(classTable(["a", "a", "b", "b"]), "y", "classification");
    for (const fraction of [0.01, 0.99]) {
      const { heldOut } = splitHoldOut({ ...input, target: small, rows: small.rows, fraction });
      expect(heldOut).toHaveLength(2);
    }
    const lone = readTarget(classTable(["a", "a", "b"]), "y", "classification");
    expect(() => splitHoldOut({ ...input, target: lone, rows: lone.rows, fraction: 0.5 })).toThrow(
      expect.objectContaining({ code: "sweep-invalid" }),
    );
  });
});

describe("k-fold", () => {
  const folds = splitFolds({ target, rows: target.rows, folds: 5, seed: 9, stream: 1 });

  test("holds out every row exactly once", () => {
    const held = folds.flatMap(({ heldOut }) => [...heldOut]);
    expect(held.sort((a, b) => a - b)).toEqual([...target.rows]);
    for (const { training, heldOut } of folds) {
      expect(new Set([...training, ...heldOut]).size).toBe(target.rows.length);
    }
  });

  test("gives every fold each class in its share", () => {
    for (const { heldOut } of folds) {
      const [adelie, chinstrap, gentoo] = countClasses(heldOut);
      expect([30, 31]).toContain(adelie);
      expect([13, 14]).toContain(chinstrap);
      expect([24, 25]).toContain(gentoo);
      expect([68, 69]).toContain(heldOut.length);
    }
  });

  test("learns from every class in each fold, though it has fewer rows than folds", () => {
    const few = readTarget(classTable([..."aaaaaaabb"]), "y", "classification");
    const input = { target: few, rows: few.rows, folds: 5, seed: 1, stream: 1 };
    const split = splitFolds(input);
    const heldOut = split.flatMap((fold) => [...fold.heldOut]);
    expect(heldOut.sort((a, b) => a - b)).toEqual([...few.rows]);
    for (const { training, heldOut } of split) {
      expect(heldOut.length).toBeGreaterThan(0);
      expect(new Set(training.map((row) => few.labels[row]))).toEqual(new Set([0, 1]));
    }
    expect(() => splitFolds({ ...input, everyClass: true })).toThrow(
      /Class "b" has 2 rows left; 5 are needed for each of 5 folds to measure roc_auc/,
    );
  });

  test("names the class of which a fold could not learn, and the way out", () => {
    const rare = readTarget(classTable([..."aaaab"]), "y", "classification");
    const split = () => splitFolds({ target: rare, rows: rare.rows, folds: 3, seed: 1, stream: 1 });
    expect(split).toThrow(
      expect.objectContaining({
        code: "sweep-invalid",
        issues: [
          {
            field: "validation.folds",
            message: 'Class "b" has 1 row left; 2 are needed for every fold to learn from one',
          },
        ],
        hint: expect.stringContaining("rareClasses: drop"),
      }),
    );
  });

  test("splits a million rows", () => {
    const rows = Int32Array.from({ length: 1_000_000 }, (_, row) => row);
    const labels = rows.map((row) => row % 2);
    const large = {
      task: "classification" as const,
      name: "y",
      classes: ["a", "b"],
      labels,
      rows,
      missingRowCount: 0,
    };
    const split = { target: large, rows, seed: 1, stream: 1 };
    expect(splitFolds({ ...split, folds: 4 })[3].heldOut).toHaveLength(250_000);
    const { heldOut } = splitHoldOut({ ...split, fraction: 0.5, field: "testFraction" });
    expect(heldOut).toHaveLength(500_000);
  });
});

describe("rare classes", () => {
  const labels = [...[..."aaaaaaaaaabbbbbbbbbbccd"], null];
  const input = {
    table: classTable(labels),
    target: "y",
    task: "classification",
    seed: 3,
    validation: { kind: "k-fold", folds: 5 },
  } as const;

  test.each([
    // Two rows of c can be parted once, for the folds.
    [0, ["a", "b", "c"], [{ label: "d", rows: 1 }], 22],
    [
      0.2,
      ["a", "b"],
      [
        { label: "c", rows: 2 },
        { label: "d", rows: 1 },
      ],
      20,
    ],
  ])(
    "are dropped where a test share of %s leaves too few rows",
    (testFraction, classes, dropped, rows) => {
      const { test: split, validation } = planSplits({
        ...input,
        testFraction,
        rareClasses: "drop",
      });
      expect(split.target).toMatchObject({ classes, missingRowCount: 1 });
      expect(split.dropped).toEqual(dropped);
      expect(split.training.length + split.heldOut.length).toBe(rows);
      const { labels } = split.target as ClassTarget;
      expect(new Set(split.training.map((row) => labels[row]))).toEqual(new Set(classes.keys()));
      expect(validation).toHaveLength(5);
    },
  );

  test("refuse the sweep unless that is asked for, and when nothing is left without them", () => {
    expect(() => planSplits({ ...input, testFraction: 0.2 })).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('Class "d" has 1 row left'),
        hint: expect.stringContaining("rareClasses: drop"),
      }),
    );
    const lone = { ...input, table: classTable([..."aaaaaaab"]), testFraction: 0.2 };
    expect(() => planSplits({ ...lone, rareClasses: "drop" })).toThrow(
      /one class left; two are needed/,
    );
  });
});

describe("a number target", () => {
  const builder = createTableBuilder([
    { name: "mass", kind: "number" },
    { name: "day", kind: "date" },
    { name: "wild", kind: "boolean" },
  ]);
  for (let i = 0; i < 103; i++) builder.addRow([i % 10 === 3 ? null : i / 2, i, i % 2 === 0]);
  const table = builder.build();
  const numbers = readTarget(table, "mass", "regression");

  test("keeps its values and leaves out rows without one", () => {
    expect(numbers.values[5]).toBe(2.5);
    expect(numbers.missingRowCount).toBe(10);
    expect(numbers.rows).toHaveLength(93);
  });

  test("is parted without regard to its values, each row once", () => {
    const folds = splitFolds({ target: numbers, rows: numbers.rows, seed: 1, stream: 1, folds: 5 });
    const heldOut = folds.flatMap((fold) => [...fold.heldOut]);
    expect(heldOut.sort((a, b) => a - b)).toEqual([...numbers.rows]);
    expect(folds.map((fold) => fold.heldOut.length).sort()).toEqual([18, 18, 19, 19, 19]);
    const input = { table, target: "mass", task: "regression", seed: 4 } as const;
    expect(splitTestRows({ ...input, testFraction: 0.2 }).heldOut).toHaveLength(19);
  });

  test("that never changes is refused", () => {
    const flat = createTableBuilder([{ name: "y", kind: "number" }]);
    for (const value of [5.5, null, 5.5, 5.5]) flat.addRow([value]);
    expect(() => readTarget(flat.build(), "y", "regression")).toThrow(
      /Each of its 3 rows has the value 5.5, so there is nothing to predict/,
    );
  });

  test.each(["wild", "day"])("is never the column %s", (name) => {
    expect(() => readTarget(table, name, "regression")).toThrow(/Regression predicts numbers/);
  });

  test("is what a classification trainer points to when the target has measures", () => {
    const asClasses = () => readTarget(table, "mass", "classification");
    expect(asClasses).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/regression trainer/) }),
    );
    expect(() => readTarget(table, "day", "classification")).toThrow(/A date is no class/);
  });

  test("has enough rows for every fold, or says so", () => {
    const few = numbers.rows.slice(0, 3);
    const split = () => splitFolds({ target: numbers, rows: few, seed: 1, stream: 1, folds: 5 });
    expect(split).toThrow(/The table has 3 rows left; 5 are needed/);
  });
});
