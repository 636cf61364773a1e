import type { SweepsQuery } from "@rookery/contracts";
import { schema } from "@rookery/database";
import { beforeAll, describe, expect, test } from "vitest";
import { listExperiments, listRuns, listSweeps } from "../src/index.ts";
import { useTracking } from "./test-sweeps.ts";

const context = useTracking();
const names = ["Forest 1", "forest 2", "50% off", "50 x off", "a_b", "axb", "C:\\data", "Füchse"];

/** The names of the sweeps that a filter finds, newest first, read page by page. */
async function namesOf(query: Partial<SweepsQuery>): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listSweeps(context.database, { limit: 2, ...query, cursor });
    found.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

beforeAll(async () => {
  for (const [index, name] of names.entries()) {
    await context.launch(1, { name, experiment: index < 2 ? "Woods" : "Default" });
  }
  await context.database.orm.insert(schema.experiments).values({ name: "Never used" });
});

describe("sweeps are found", () => {
  test.each<[string, string[]]>([
    ["FOREST", ["forest 2", "Forest 1"]],
    ["50%", ["50% off"]],
    ["a_b", ["a_b"]],
    ["\\", ["C:\\data"]],
    ["%", ["50% off"]],
    ["füch", ["Füchse"]],
    ["nothing", []],
  ])("whose name contains %s, every sign as it stands", async (name, found) => {
    expect(await namesOf({ name })).toEqual(found);
  });

  test("by experiment, dataset and state, all of which must hold", async () => {
    expect(await namesOf({})).toEqual(names.toReversed());
    expect(await namesOf({ experiment: "Woods" })).toEqual(["forest 2", "Forest 1"]);
    expect(await namesOf({ experiment: "Woods", name: "1" })).toEqual(["Forest 1"]);
    expect(await namesOf({ experiment: "woods" }), "as it is written").toEqual([]);
    expect(await namesOf({ dataset: "penguins", name: "axb" })).toEqual(["axb"]);
    expect(await namesOf({ dataset: "whales" })).toEqual([]);
    expect(await namesOf({ state: "failed" })).toEqual([]);
    expect(await namesOf({ state: "running", name: "axb" })).toEqual(["axb"]);
  });
});

test("the experiments that have sweeps are listed by name", async () => {
  const first = await listExperiments(context.database, { limit: 1 });
  expect(first.items.map(({ name }) => name)).toEqual(["Default"]);
  const cursor = first.nextCursor ?? undefined;
  const second = await listExperiments(context.database, { limit: 1, cursor });
  expect(second).toMatchObject({ items: [{ name: "Woods" }], nextCursor: null });
  const found = await listExperiments(context.database, { limit: 9, name: "OO" });
  expect(found.items.map(({ name }) => name)).toEqual(["Woods"]);
});

test("a run is found by its number, whatever order is asked for", async () => {
  const { database, launch } = context;
  const { sweepId, runs } = await launch(5);
  const query = { limit: 10, number: 3 };
  for (const sort of ["number", "objective", "accuracy"]) {
    const { items, nextCursor } = await listRuns(database, sweepId, { ...query, sort });
    expect([items.map(({ id }) => id), nextCursor]).toEqual([[runs[2].runId], null]);
  }
  const none = await listRuns(database, sweepId, { ...query, number: 6, sort: "number" });
  expect(none.items).toEqual([]);
});
