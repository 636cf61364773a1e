import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../src/app/search.ts";
import { formatBytes, formatMetric, formatParam } from "../src/format/numbers.ts";
import { formatAgo, formatDuration } from "../src/format/times.ts";
import { reachableUrl } from "../src/pages/models/try/reachable-url.ts";
import {
  changePick,
  readPicks,
  writePicks,
} from "../src/pages/sweep/runs/leaderboard/compare-button.tsx";
import { makeColumns } from "../src/pages/sweep/runs/leaderboard/run-columns.tsx";
import { writeCsv } from "../src/pages/sweep/runs/leaderboard/write-csv.ts";
import {
  applyBrush,
  brushedPart,
  brushedPlaces,
  readBrush,
  writeBrush,
} from "../src/pages/sweep/runs/parallel/brush.ts";
import { makeAxes } from "../src/pages/sweep/runs/parallel/parallel-axes.ts";
import { formatLeft, formatTook } from "../src/runs/sweep-progress.ts";
import { makeRun } from "./runs.ts";

test.each([
  [0, "0 ms"],
  [999, "999 ms"],
  [4_200, "4.2 s"],
  [65_000, "1 min 5 s"],
  [3_600_000, "1 h"],
  [90_061_000, "1 d 1 h"],
])("%d ms read as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("metrics keep the digits that matter, and NaN its name", () => {
  expect(
    [0.98765, 0, 0.001234, 1e-7, 296.789, "NaN"].map((value) => formatMetric(value as number)),
  ).toEqual(["0.9877", "0.0000", "0.00123", "1.00e-7", "296.79", "NaN"]);
  expect(formatMetric(undefined)).toBe("–");
});

test("parameters and sizes are short", () => {
  expect([0.1 + 0.2, 1000, true, "l2"].map(formatParam)).toEqual(["0.3", "1000", "true", "l2"]);
  expect([0, 999, 13_519, 2_000_000].map(formatBytes)).toEqual([
    "0 B",
    "999 B",
    "13.5 KB",
    "2.0 MB",
  ]);
});

test("times ago", () => {
  const now = Date.parse("2026-01-02T00:00:00Z");
  expect(formatAgo("2026-01-01T23:59:50Z", now)).toBe("just now");
  expect(formatAgo("2026-01-01T22:00:00Z", now)).toBe("2 hours ago");
});

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

test("a leaderboard as CSV has all digits, quotes what needs it and leaves out what is hidden", () => {
  const runs = [
    makeRun({ number: 1, params: { kind: 'a "b", c' }, metrics: { accuracy: 0.1 + 0.2 } }),
    makeRun({ number: 2, state: "pruned", params: {}, metrics: { accuracy: "NaN" } }),
  ];
  const columns = makeColumns(runs, "accuracy").filter(({ id }) => id !== "time");
  expect(writeCsv(runs, columns).split("\n")).toEqual([
    "Run,State,accuracy,kind",
    '1,succeeded,0.30000000000000004,"a ""b"", c"',
    "2,pruned,NaN,",
    "",
  ]);
});

test("no text of a leaderboard is a formula where its CSV is opened, and numbers stay numbers", () => {
  const params = { "=shift": -0.5, kind: "=1+1", sign: "-x" };
  const runs = [
    makeRun({ number: 1, params, metrics: { score: "-Infinity" } }),
    makeRun({ number: 2, params: { ...params, kind: "@here" }, metrics: { score: -1e-7 } }),
  ];
  const columns = makeColumns(runs, "score").filter(({ id }) => id !== "time");
  expect(writeCsv(runs, columns).split("\n")).toEqual([
    "Run,State,score,'=shift,kind,sign",
    "1,succeeded,-Infinity,-0.5,'=1+1,'-x",
    "2,succeeded,-1e-7,-0.5,'@here,'-x",
    "",
  ]);
});

test("the time left is told as the server knows it, and never as nothing at all", () => {
  const said = [null, 0, 999, 65_000].map((etaMs) => formatLeft({ etaMs }));
  expect(said).toEqual([null, "a moment", "a moment", "about 1 min 5 s"]);
  expect([null, 4_200].map((tookMs) => formatTook({ tookMs }))).toEqual(["–", "4.2 s"]);
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
