import fc from "fast-check";
import { expect, test } from "vitest";
import { makeRun } from "../../../test/services/make-run.ts";
import { parseSearch, stringifySearch } from "../src/app/search.ts";
import { reachableUrl } from "../src/pages/models/try/reachable-url.ts";
import {
  changePick,
  readPicks,
  writePicks,
} from "../src/pages/sweep/runs/leaderboard/compare-button.tsx";
import {
  applyBrush,
  brushedPart,
  brushedPlaces,
  readBrush,
  writeBrush,
} from "../src/pages/sweep/runs/parallel/brush.ts";
import { makeAxes } from "../src/pages/sweep/runs/parallel/parallel-axes.ts";

test("an address holds plain text and comes back", () => {
  const search = { where: "steps>=50 a=b&c", runs: "a,b", none: undefined, empty: "" };
  const text = stringifySearch(search);
  expect(text).toContain("runs=a,b");
  expect(parseSearch(text)).toEqual({ where: "steps>=50 a=b&c", runs: "a,b" });
});

test("a brush keeps the runs of its parts, of numbers and of categories", () => {
  const runs = [
    makeRun({ params: { c: 0.1, kind: "a" }, metrics: { accuracy: 0.5 } }),
    makeRun({ params: { c: 1, kind: "b" }, metrics: { accuracy: 0.6 } }),
    makeRun({ params: { c: 10, kind: "b" }, metrics: {} }),
  ];
  const axes = makeAxes(runs, ["c", "kind"], {
    metric: "accuracy",
    space: { c: { min: 0.1, max: 10, scale: "log" }, kind: { values: ["a", "b"] } },
  });
  expect(axes.map(({ isLog }) => isLog)).toEqual([true, false, false]);
  const [, kind] = axes;
  if (!kind) throw new Error("no axis");
  const text = writeBrush([brushedPart(kind, [0.5, 1.2]), { name: "accuracy", min: 0.5, max: 1 }]);
  expect(text).toBe("kind:b,accuracy~0.5~1");
  expect(applyBrush(runs, axes, readBrush(text))).toEqual([runs[1]]);
  // Down to the foot of the axis, where runs without a score lie.
  const all = readBrush("kind:b,accuracy~0~1");
  expect(applyBrush(runs, axes, all)).toEqual([runs[1], runs[2]]);
  expect(applyBrush(runs, axes, readBrush("kind:a~b"))).toEqual(runs);
  expect(readBrush("c~2~1,nonsense,")).toEqual([]);
});

test("brushed categories mean the same when others have come between them", () => {
  const makeKinds = (kinds: string[]) =>
    makeAxes(
      kinds.map((kind) => makeRun({ params: { kind } })),
      ["kind"],
      { metric: "accuracy", space: {} },
    )[0];
  const [few, more] = [makeKinds(["a", "d"]), makeKinds(["a", "b", "c", "d"])];
  if (!few || !more) throw new Error("no axis");
  const part = brushedPart(few, [0.6, 1.4]);
  expect(part).toEqual({ name: "kind", categories: ["d"] });
  expect(brushedPlaces(few, part)).toEqual([[0.6, 1.4]]);
  expect(brushedPlaces(more, part)).toEqual([[2.6, 3.4]]);
});

test("a brush comes back from the address whatever its names hold", () => {
  const names = fc.string({ minLength: 1, unit: "grapheme" });
  const numbers = fc
    .tuple(fc.integer(), fc.integer())
    .map((pair) => pair.toSorted((a, b) => a - b));
  const part = fc.oneof(
    fc.record({ name: names, categories: fc.array(names, { minLength: 1 }) }),
    fc.record({ name: names, range: numbers }).map(({ name, range: [min = 0, max = 0] }) => ({
      name,
      min: Number(min.toPrecision(6)),
      max: Number(max.toPrecision(6)),
    })),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      expect(readBrush(writeBrush(parts))).toEqual(parts);
    }),
  );
});

test("picks keep their order in the address, each once", () => {
  const picked = changePick(readPicks("3,17"), 5, true);
  expect(writePicks(picked)).toBe("3,17,5");
  expect(writePicks(changePick(picked, 17, false))).toBe("3,5");
  expect(writePicks(changePick(readPicks("3"), 3, false))).toBeUndefined();
  expect([...readPicks("a,,2,2,0,1.5")]).toEqual([2]);
});

test.each([
  ["http://127.0.0.1:7200", "localhost", true],
  ["http://127.0.0.1:7200", "models.example.com", false],
  ["http://[::1]:7200", "127.0.0.1", true],
  ["http://inference:7200", "models.example.com", false],
  ["http://inference:7200", "localhost", false],
  ["http://inference:7200", "inference", true],
  ["http://inference.models.svc.cluster.local", "models.example.com", false],
  ["https://predict.example.com/v1", "models.example.com", true],
  ["http://10.0.0.7:7200", "localhost", true],
])("%s is offered on a page of %s: %s", (url, pageHost, isOffered) => {
  expect(reachableUrl(url, pageHost)).toBe(isOffered ? url : null);
});
