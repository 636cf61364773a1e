import { expect, test } from "vitest";
import { findLeaks } from "../src/index.ts";
import { importText, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

const labelled: [what: string, text: string, columns: string[], note: string][] = [
  [
    "what R's write.csv writes",
    '"","speed","dist"\n"1",4,2\n"2",4,10\n"3",7,4\n',
    ["row", "speed", "dist"],
    "row",
  ],
  ["what pandas' to_csv writes", ",a,y\n17,1,u\n4,2,v\n9,3,u\n", ["row", "a", "y"], "row"],
  [
    "a table that has a column of the name",
    " ,row,y\n0,1,u\n1,2,v\n2,3,u\n",
    ["row_2", "row", "y"],
    "row_2",
  ],
  [
    "what R's write.table writes, without any cell for the labels in its header",
    '"mpg"\t"cyl"\n"Mazda RX4"\t21\t6\n"Datsun 710"\t22.8\t4\n',
    ["row", "mpg", "cyl"],
    "row",
  ],
];

test.each(labelled)(
  "the first column of %s is named, told of, and an id",
  async (what, text, columns, name) => {
    const { database } = context;
    const dataset = what.replaceAll(/\W/g, "-");
    const { version } = await importText(database, text, { name: dataset });
    expect(version.columns.map((column) => column.name)).toEqual(columns);
    expect(version.report.notes.slice(-1)).toEqual([
      `The first column has no name, as row labels have: it is called "${name}" and counts as an id.`,
    ]);
    const target = columns.at(-1) as string;
    const leaks = await findLeaks({ database, version, target, features: [name] });
    expect(leaks).toMatchObject([{ column: name, kind: "id-like" }]);
  },
);

test.each([
  ["of every line", "a,b,\n1,x,\n2,y,\n"],
  ["of the header alone", "a,b,\n1,x\n2,y\n"],
  ["of the rows alone", "a,b\n1,x,\n2,y,\n"],
  ["of some rows, more than once", "a,b\n1,x,,\n2,y\n"],
])("a delimiter at the end %s makes no column", async (what, text) => {
  const { database } = context;
  const name = `end-${what.replaceAll(/\W/g, "-")}`;
  const { version } = await importText(database, text, { name });
  expect(version.columns.map((column) => column.name)).toEqual(["a", "b"]);
  const { rows } = await database.pool.query(`select a, b from processed."${name}_v1"`);
  expect(rows).toEqual([
    { a: 1, b: "x" },
    { a: 2, b: "y" },
  ]);
});

test("a column without a name that has values is kept under its position", async () => {
  const { database } = context;
  const { version } = await importText(database, "a,,column_2,\n1,2,3,\n4,5,6,\n", {
    name: "middle",
  });
  expect(version.columns.map(({ name }) => name)).toEqual(["a", "column_2_2", "column_2"]);
  expect(version.report.notes).toEqual([
    'Column 2 has no name and is called "column_2_2".',
    "Column 4 has neither a name nor a value and was left out.",
  ]);
  expect(version.report.droppedColumns).toEqual(["column_4"]);
});
