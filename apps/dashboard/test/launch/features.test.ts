import { expect, test } from "vitest";
import { chooseFeatures, listTicked } from "../../src/pages/launch/request/features.ts";

const columns = ["id", "x", "y"];
const suggested = ["x", "y"];
const choose = (request: Record<string, unknown>, ...chosen: string[]) =>
  chooseFeatures({ request, chosen: new Set(chosen), columns, suggested });

test("ticked are the request's features, or those the server would choose", () => {
  expect(listTicked({}, suggested)).toEqual(["x", "y"]);
  expect(listTicked({ features: ["id", "nobodys"] }, suggested)).toEqual(["id", "nobodys"]);
  expect(listTicked({ features: "island" }, suggested)).toEqual([]);
  expect(listTicked({}, undefined)).toEqual([]);
});

test("features are listed only when they are not what the server would choose", () => {
  expect(choose({ target: "label" }, "y", "x", "id")).toEqual({
    target: "label",
    features: ["id", "x", "y"],
  });
  expect(choose({ target: "label", features: ["id"] }, "y", "x")).toEqual({ target: "label" });
  expect(choose({}, "x")).toEqual({ features: ["x"] });
  expect(choose({})).toEqual({ features: [] });
});

test("a name that the table does not have stays until somebody unticks it", () => {
  expect(choose({ features: ["nobodys"] }, "nobodys", "x")).toEqual({ features: ["x", "nobodys"] });
});
