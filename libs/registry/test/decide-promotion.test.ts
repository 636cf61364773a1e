import { describe, expect, test } from "vitest";
import { decidePromotion, type PromotionQuestion } from "../src/index.ts";

const question: PromotionQuestion = {
  rule: { rule: "better", margin: 0 },
  alias: "champion",
  metric: "accuracy",
  direction: "maximize",
  value: 0.9,
  measuredOn: "68 test rows",
  incumbent: { version: 4, value: 0.8 },
};
const margin = (amount: number) => ({ rule: { rule: "better" as const, margin: amount } });
const holder = (value: number) => ({ incumbent: { version: 4, value } });
const minimize = { direction: "minimize" as const };
const broken = { incumbent: { version: 4, broken: "its file is missing." } };
const incomparable = { incumbent: { version: 4, incomparable: "it predicts sex, not species." } };

describe("a promotion", () => {
  const cases: [string, Partial<PromotionQuestion>, boolean, RegExp][] = [
    ["always, though worse", { rule: { rule: "always" }, ...holder(1) }, true, /`always`/],
    ["always, though NaN", { rule: { rule: "always" }, value: Number.NaN }, true, /`always`/],
    ["never, though free", { rule: { rule: "never" }, incumbent: null }, false, /`never`/],
    ["free alias", { incumbent: null }, true, /^No version was champion yet\.$/],
    ["better", {}, true, /^Better: accuracy 0\.9 against 0\.8 of the champion \(version 4\)/],
    ["equal", holder(0.9), false, /^Not better/],
    ["worse", holder(0.95), false, /^Not better/],
    ["better by more than the margin", margin(0.05), true, /margin 0\.05/],
    [
      "better by the margin exactly",
      { ...margin(0.25), value: 1, ...holder(0.75) },
      false,
      /margin/,
    ],
    ["better by less than the margin", margin(0.2), false, /margin 0\.2/],
    ["smaller, minimizing", { ...minimize, ...holder(1) }, true, /^Better/],
    ["greater, minimizing", minimize, false, /^Not better/],
    ["smaller by the margin", { ...minimize, ...margin(0.05), ...holder(1) }, true, /^Better/],
    ["smaller by too little", { ...minimize, ...margin(0.2), ...holder(1) }, false, /^Not better/],
    ["NaN candidate", { value: Number.NaN }, false, /accuracy NaN against 0\.8/],
    ["NaN incumbent", holder(Number.NaN), true, /^Better: accuracy 0\.9 against NaN/],
    [
      "NaN incumbent, whatever the margin",
      { ...margin(5), ...holder(Number.NaN) },
      true,
      /^Better: .* margin 5\.$/,
    ],
    ["NaN twice", { value: Number.NaN, ...holder(Number.NaN) }, false, /NaN against NaN/],
    ["infinite candidate", { value: Infinity }, true, /Infinity against 0\.8/],
    ["infinite twice", { value: Infinity, ...holder(Infinity) }, false, /^Not better/],
    ["broken", broken, true, /^The champion \(version 4\) is unusable: its file is missing\.$/],
    ["broken, though never", { rule: { rule: "never" }, ...broken }, false, /`never`/],
    ["incomparable", incomparable, false, /cannot be compared: it predicts sex, not species\.$/],
  ];
  test.each(cases)("%s", (_, given, promote, reason) => {
    const decision = decidePromotion({ ...question, ...given });
    expect(decision).toEqual({ promote, reason: expect.stringMatching(reason) });
  });

  test("says when the holder may have been trained on these rows", () => {
    const incumbent = { version: 4, value: 0.95, mayKnowRows: true };
    expect(decidePromotion({ ...question, incumbent }).reason).toMatch(
      /^Not better: .*\. Version 4 comes from other data or another split and may have been trained/,
    );
  });

  test("says on what the two were measured", () => {
    expect(decidePromotion(question).reason).toContain("on the 68 test rows");
  });
});
