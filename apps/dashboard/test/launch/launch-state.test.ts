import { describe, expect, test } from "vitest";
import { chooseTrainers } from "../../src/pages/launch/request/choose-trainers.ts";
import {
  changeRequest,
  type LaunchState,
  openState,
  paramOf,
  takeBackYaml,
  textOf,
  typeParam,
  typeText,
  typeYaml,
} from "../../src/pages/launch/request/launch-state.ts";
import { listKnownParams } from "../../src/pages/launch/request/param-fields.ts";
import type { ParamField } from "../../src/pages/launch/request/param-space.ts";
import { readTrainers } from "../../src/pages/launch/request/tasks.ts";
import { readYaml } from "../../src/pages/launch/request/yaml-text.ts";
import { trainers } from "./trainers.ts";

const base = { dataset: "penguins", target: "species", trainer: "logistic-regression", space: {} };

describe("the YAML and the fields", () => {
  test("what was typed as YAML is sent as it stands, mistakes included", () => {
    const yaml =
      "sampler: tpe\nobjective: log_loss\nfeatures: island\npromotion: { rule: allways }\n";
    const state = typeYaml(openState(base), yaml);
    expect(state.yaml).toBe(yaml);
    expect(state.request).toEqual({
      sampler: "tpe",
      objective: "log_loss",
      features: "island",
      promotion: { rule: "allways" },
    });
  });

  test("a field changes its own part and leaves the mistakes beside it to the server", () => {
    const typed = typeYaml(openState(base), "# mine\nsampler: tpe\nspace: [ 1 ]\nseed: 3\n");
    const state = typeText(typed, "seed", "4");
    expect(state.request).toEqual({ sampler: "tpe", space: [1], seed: 4 });
    expect(state.yaml).toBe("# mine\nsampler: tpe\nspace: [ 1 ]\nseed: 4\n");
  });

  test("a number is shown as it was typed as long as it is meant", () => {
    const typed = typeText(openState(base), "testFraction", "0.10");
    expect(typed.request.testFraction).toBe(0.1);
    expect(textOf(typed, "testFraction")).toBe("0.10");
    const other = changeRequest(typed, { ...typed.request, testFraction: 0.3 });
    expect(textOf(other, "testFraction")).toBe("0.3");
  });

  test("YAML that cannot be read changes nothing, and is there until it is mended or taken back", () => {
    const state = openState(base);
    const broken = typeYaml(state, "space: {");
    expect(broken.request).toBe(state.request);
    expect(broken.broken?.yaml).toBe("space: {");
    expect(takeBackYaml(broken)).toEqual(state);
    expect(typeYaml(broken, "space: {}").request).toEqual({ space: {} });
  });
});

describe("parameters", () => {
  test("keep their order in the space, which samplers follow", () => {
    const space = { steps: { values: [1, 2] }, unknown: 1, c: 2 };
    const state = typeIn(openState({ ...base, space }), "steps", { mode: "list", list: "5, 6" });
    expect(JSON.stringify(state.request.space)).toBe(
      '{"steps":{"values":[5,6]},"unknown":1,"c":2}',
    );
    expect(Object.keys((readYaml(state.yaml) as typeof state).request.space as object)).toEqual([
      "steps",
      "unknown",
      "c",
    ]);
  });

  test("are shown as typed, with what was typed in other modes", () => {
    const listed = typeIn(openState(base), "c", { mode: "list", list: "0.10, 1," });
    expect(listed.request.space).toEqual({ c: { values: [0.1, 1] } });
    const fallback = typeIn(listed, "c", { mode: "default" });
    expect(fallback.request.space).toEqual({});
    const back = typeIn(fallback, "c", { mode: "list" });
    expect(back.request.space).toEqual({ c: { values: [0.1, 1] } });
    expect(fieldOf(back, "c").list).toBe("0.10, 1,");
  });
});

describe("other trainers", () => {
  test("bring conditions for what only some of them have", () => {
    const space = { c: { min: 1, max: 2 }, penalty: "l1", steps: { values: [5, 6] } };
    const state = chooseTrainers(
      openState({ ...base, space }),
      ["logistic-regression", "forest"],
      trainers,
    );
    expect(state.request).toEqual({
      ...base,
      trainer: ["logistic-regression", "forest"],
      space: {
        c: { min: 1, max: 2, when: { trainer: "logistic-regression" } },
        penalty: { value: "l1", when: { trainer: "logistic-regression" } },
        steps: { values: [5, 6] },
      },
    });
    expect(chooseTrainers(state, ["logistic-regression"], trainers).request).toEqual({
      ...base,
      space,
    });
  });

  test("take away what they do not have, and bring it back when they do", () => {
    const begun = typeIn(openState(base), "c", { mode: "range", min: "1", max: "2" });
    const forest = chooseTrainers(begun, ["forest"], trainers);
    expect(forest.request).toEqual({ ...base, trainer: "forest" });
    const back = chooseTrainers(forest, ["logistic-regression"], trainers);
    expect(back.request).toEqual({ ...base, space: { c: { min: 1, max: 2 } } });
  });

  test("leave to the server what only the YAML can say", () => {
    const space = { c: { min: 1, max: 2, when: { penalty: "l1" } }, nobodys: 1, trees: 5 };
    const state = chooseTrainers(openState({ ...base, space }), ["forest"], trainers);
    expect(state.request).toEqual({ ...base, trainer: "forest", space });
  });
});

function typeIn(state: LaunchState, name: string, change: Partial<ParamField>): LaunchState {
  const field = { ...fieldOf(state, name), ...change };
  return typeParam(state, { name, known: knownOf(state, name), field });
}

const fieldOf = (state: LaunchState, name: string) => paramOf(state, name, knownOf(state, name));

function knownOf(state: LaunchState, name: string) {
  const known = listKnownParams(readTrainers(state.request), trainers).get(name);
  if (!known) throw new Error(`no parameter ${name}`);
  return known;
}
