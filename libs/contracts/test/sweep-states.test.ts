import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { mayTakeStep, sweepStates, sweepSteps, terminalSweepStates } from "../src/index.ts";

const steps = Object.values(sweepSteps);

test("a sweep can come to every state but its first, and leaves its end by a retry alone", () => {
  const reached = new Set<string>(steps.flatMap(({ to }) => to));
  expect(sweepStates.filter((state) => !reached.has(state))).toEqual([]);
  for (const state of terminalSweepStates) {
    const leaving = (Object.keys(sweepSteps) as (keyof typeof sweepSteps)[]).filter((step) =>
      mayTakeStep(state, step),
    );
    expect(leaving).toEqual(["retry"]);
  }
});

test("the documentation's table of a sweep's states is this one", async () => {
  const page = new URL("../../../docs/architecture.md", import.meta.url);
  const text = await readFile(page, "utf8");
  const [, table = ""] = text.split(/^\| from +\| by +\| to +\|$/m);
  const documented = table
    .split("\n\n")[0]
    ?.split("\n")
    .flatMap((row) => {
      const [, from = "", , to = ""] = row.split("|");
      return pairs(statesIn(from), statesIn(to));
    });
  const taken = steps.flatMap(({ from, to }) => pairs(from, to));
  const changes = taken.filter(([from, to]) => from !== to).map(String);
  expect(new Set(documented?.map(String))).toEqual(new Set(changes));
});

function statesIn(cell: string): string[] {
  if (cell.trim() === "ended") return [...terminalSweepStates];
  return [...cell.matchAll(/`([a-z]+)`/g)].map(([, state = ""]) => state);
}

function pairs(from: readonly string[], to: readonly string[]): [string, string][] {
  return from.flatMap((begin) => to.map((end): [string, string] => [begin, end]));
}
