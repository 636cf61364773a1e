import type { Locator, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { importPenguins, penguinSweep, watchUntil } from "../e2e/support/penguins.ts";
import { describeWithChromium, readTestTable, testTables } from "../services/index.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { useDashboard } from "./support/dashboard.ts";

const { gapminder } = testTables;

/** A table with an identifier and a constant beside what there is to learn. */
const numbered = [
  "id,unit,x,y,label",
  ...Array.from({ length: 60 }, (_, row) => {
    const x = ((row * 7) % 13) + 0.5;
    return `${row + 1},cm,${x},${(row % 5) - 0.25},${x > 6 ? "long" : "short"}`;
  }),
].join("\n");

describeWithChromium("the launch form", (program) => {
  const dashboard = useDashboard(program);

  beforeAll(async () => {
    const { client } = dashboard;
    await importPenguins(client);
    await client.datasets.import(new Blob([numbered]), { name: "numbered", fileName: "n.csv" });
    await client.datasets.import(new Blob([await readTestTable(gapminder)]), gapminder);
  });

  const openForm = async (search: string) => {
    const page = await dashboard.open(`/sweeps/new?${search}`);
    await yamlOf(page).waitFor();
    return page;
  };
  const countSweeps = async () => (await dashboard.client.sweeps.list()).items.length;
  const sweepOf = async (page: Page) => {
    await page.waitForURL(/\/ui\/sweeps\/[0-9a-f]{32}/);
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    return await dashboard.client.sweeps.get(id);
  };

  describe("as YAML", () => {
    test("a mistake is refused with its field named, and launches nothing until it is mended", async () => {
      const before = await countSweeps();
      const page = await openForm("dataset=penguins");
      const yaml = yamlOf(page);
      await yaml.fill(
        [
          "# mistakes that would be easy to take for something else",
          "dataset: penguins",
          "target: species",
          "space: { steps: { values: [20, 40] }, learningRate: 0.03 }",
          "sampler: { nome: tpe }",
          "objective: log_loss",
          "validation: { kind: k-fold, fold: 10 }",
          "promotion: { rule: allways }",
          "features: island",
          "runAtempts: 2",
        ].join("\n"),
      );
      const plan = page.getByRole("region", { name: "Dry run" });
      for (const field of ["sampler.name", "objective", "validation.fold", "promotion.rule"]) {
        await plan.getByText(field, { exact: true }).waitFor();
      }
      await plan.getByText("features", { exact: true }).waitFor();
      await plan.getByText("runAtempts", { exact: true }).waitFor();
      const invalid = page.locator("select[aria-invalid]");
      for (const label of ["Sampler", "Objective", "Validation", "Promote the winner"]) {
        await invalid.and(page.getByLabel(label, { exact: true })).waitFor();
      }
      expect(await readDescription(page.getByLabel("Validation"))).toContain(
        "fold: There is no such",
      );
      expect(await page.getByLabel("Promote the winner").inputValue()).toBe("allways");
      expect(await launchButton(page).isDisabled()).toBe(true);
      await expectAccessible(page);
      expect(dashboard.complaints.splice(0)).toEqual([expect.stringContaining("400")]);

      await yaml.fill("dataset: penguins\ntarget: [");
      await page.getByText("The YAML cannot be read.").waitFor();
      expect(await launchButton(page).isDisabled()).toBe(true);
      expect(await page.getByLabel("Sampler").isDisabled()).toBe(true);
      await expectAccessible(page);
      expect(await countSweeps()).toBe(before);

      const request = {
        dataset: "penguins",
        target: "species",
        space: { steps: { values: [20, 40] }, learningRate: { min: 0.01, max: 0.1 } },
        constraints: ["steps < 30 || learningRate < 0.05"],
        sampler: { name: "random" },
        runs: 3,
        objective: { metric: "log_loss", direction: "minimize" },
        validation: { kind: "k-fold", folds: 3 },
        promotion: { rule: "always" },
        features: ["island", "body_mass_g"],
        runAttempts: 2,
        maxFailures: null,
      };
      await yaml.fill(JSON.stringify(request, null, 2));
      await page.getByText("3 runs", { exact: false }).waitFor();
      await launchButton(page).click();
      const { spec } = await sweepOf(page);
      expect(spec).toMatchObject(request);
      expect(Object.keys(spec.space)).toEqual(["steps", "learningRate"]);
      expect(await countSweeps()).toBe(before + 1);
    });

    test("a field changes what it is about and leaves the rest as somebody wrote it", async () => {
      const page = await openForm("dataset=penguins");
      const written = [
        "dataset: penguins # all of them",
        "target: species",
        "space:",
        "  steps: { values: [ 20, 40 ] }",
        "",
      ].join("\n");
      await yamlOf(page).fill(written);
      await page.getByLabel("Seed").fill("12");
      await page.getByText("2 runs", { exact: true }).waitFor();
      expect(await yamlOf(page).inputValue()).toBe(`${written}seed: 12\n`);
    });

    test("a sweep is launched once more as it was", async () => {
      const { client } = dashboard;
      const tags = { owner: "ann", place: "" };
      const description = "every trainer there is:\n- both";
      const { id, spec } = await client.sweeps.launch({
        dataset: "penguins",
        target: "species",
        trainer: ["random-forest", "logistic-regression"],
        sampler: { name: "tpe", candidates: 12 },
        runs: 4,
        pruner: { name: "asha", reductionFactor: 4 },
        objective: { metric: "log_loss" },
        space: {
          trees: { type: "int", min: 2, max: 20, when: { trainer: "random-forest" } },
          steps: { values: [30, 20], when: { trainer: "logistic-regression" } },
          maxDepth: { values: [3, 5], when: { trainer: "random-forest", trees: [2, 3] } },
        },
        constraints: ["trees > 1"],
        maxFailures: null,
        runTimeoutMs: 60_000,
        testFraction: 0.25,
        seed: 3,
        tags,
        description,
      });
      const page = await dashboard.openSweep(id);
      await page.getByRole("link", { name: "Launch one like it" }).click();
      await page.getByText("4 runs", { exact: false }).waitFor();
      await launchButton(page).click();
      await page.waitForURL((url) => !url.pathname.endsWith("/new"));
      const copy = await sweepOf(page);
      expect(copy.id).not.toBe(id);
      expect(JSON.stringify(copy.spec)).toBe(JSON.stringify(spec));
      expect(copy).toMatchObject({ tags, description });
    });
  });

  test("ticked are the features that the sweep will use, and why others are not", async () => {
    const page = await openForm("dataset=numbered");
    const features = page.getByRole("group", { name: "Features" });
    const ticked = () => features.getByRole("checkbox", { checked: true });
    await features.getByText("2 of 4 columns, as suggested").waitFor();
    expect(await ticked().count()).toBe(2);
    await features.getByText("Left out: looks like an id. 60 whole numbers").waitFor();
    await features.getByText("Left out: always the same.").waitFor();
    expect(await yamlOf(page).inputValue()).not.toContain("features");
    await expectAccessible(page);

    await features.getByRole("checkbox", { name: /^id/ }).check();
    await features.getByText("3 of 4 columns", { exact: true }).waitFor();
    expect(await yamlOf(page).inputValue()).toMatch(/features:\s+- id\s+- x\s+- y\n/);
    await features.getByRole("button", { name: "None" }).click();
    await features.getByText("must not be empty").waitFor();
    expect(dashboard.complaints.splice(0)).toEqual([expect.stringContaining("400")]);
    await features.getByRole("button", { name: "All" }).click();
    await features.getByText("4 of 4 columns", { exact: true }).waitFor();
    await features.getByRole("button", { name: "As suggested" }).click();
    expect(await yamlOf(page).inputValue()).not.toContain("features");
    await launchButton(page).click();
    expect((await sweepOf(page)).spec.features).toEqual(["x", "y"]);
  });

  test("a number is predicted without meeting an error", async () => {
    const page = await openForm("dataset=penguins");
    await page.getByText("1 run", { exact: true }).waitFor();
    expect(await page.getByLabel("Target").inputValue()).toBe("species");
    await page.getByLabel("Target").selectOption("body_mass_g");
    await page.getByText("To predict: regression").waitFor();
    expect(await page.getByRole("checkbox", { name: /^ridge/ }).isChecked()).toBe(true);
    await page.getByLabel("Dataset").selectOption("gapminder");
    await page.getByLabel("alpha: how it is given").selectOption("list");
    await page.getByLabel("alpha: values").fill("0.1, 1");
    await page.getByText("2 runs", { exact: true }).waitFor();
    await page.getByLabel("Target").selectOption(gapminder.target);
    await launchButton(page).click();
    const sweep = await sweepOf(page);
    expect(sweep.spec).toMatchObject({
      dataset: "gapminder",
      target: gapminder.target,
      trainers: ["ridge"],
      objective: { metric: "rmse" },
    });
    await watchUntil(dashboard.client, sweep.id, ({ state }) => state === "succeeded");
    // Nothing was refused on the way: a refusal would stand in the browser's console.
    expect(dashboard.complaints).toEqual([]);
  });

  test("a dataset that is not there is said to be none, and another one can be chosen", async () => {
    const page = await openForm("dataset=nowhere");
    await page.getByRole("alert").getByText("nowhere").waitFor();
    await page.getByText("Choose a dataset and a target first.").waitFor();
    expect(await page.getByLabel("Dataset").inputValue()).toBe("nowhere");
    await page.getByLabel("Dataset").selectOption("gapminder");
    await page.getByText("1 run", { exact: true }).waitFor();
    // Asked by the page and once more by the form, and then left alone.
    const refusals = dashboard.complaints.splice(0);
    expect(refusals.length).toBeLessThanOrEqual(2);
    expect(refusals.every((said) => said.includes("404"))).toBe(true);
  });

  test("issues with parts of a field are shown at their inputs", async () => {
    const page = await openForm("dataset=penguins");
    await page.getByLabel("Folds").fill("1");
    await page.getByLabel("learningRate: how it is given").selectOption("range");
    const learningRate = page.getByRole("group", { name: "learningRate" });
    await learningRate.getByLabel("From").fill("0.1");
    await learningRate.getByLabel("To").fill("0.01");
    await page.getByLabel("Sampler").selectOption("tpe");
    await page.getByLabel("candidates").fill("none");
    await page.getByLabel("Better by at least").fill("-1");
    const named = ["Folds", "To", "candidates", "Better by at least"];
    const invalid = page.locator("input[aria-invalid]");
    for (const label of named) {
      const field = invalid.and(page.getByLabel(label, { exact: true }));
      await field.waitFor();
      expect(await readDescription(field)).not.toBe("");
    }
    expect(await invalid.count()).toBe(named.length);
    expect(dashboard.complaints.splice(0).every((said) => said.includes("400"))).toBe(true);
  });

  test("what is half filled in survives a reload and a visit elsewhere, until it is begun anew", async () => {
    const page = await openForm("dataset=penguins");
    const begun = await yamlOf(page).inputValue();
    await page.getByLabel("steps: how it is given").selectOption("range");
    await page.getByRole("group", { name: "steps" }).getByLabel("From").fill("20");
    await page.getByLabel("Sweep", { exact: true }).fill("Half");
    await page.reload();
    const steps = page.getByRole("group", { name: "steps" });
    await steps.getByLabel("From").waitFor();
    expect(await steps.getByLabel("From").inputValue()).toBe("20");
    await page.getByRole("link", { name: "Datasets" }).click();
    await page.getByRole("heading", { name: "Datasets", level: 1 }).waitFor();
    await page.goBack();
    expect(await page.getByLabel("Sweep", { exact: true }).inputValue()).toBe("Half");
    await yamlOf(page).fill("dataset: {");
    await page.reload();
    await page.getByText("The YAML cannot be read.").waitFor();
    expect(await yamlOf(page).inputValue()).toBe("dataset: {");
    await page.getByRole("button", { name: "Back to what could be read" }).click();
    expect(await page.getByLabel("Sweep", { exact: true }).inputValue()).toBe("Half");
    await page.getByRole("button", { name: "Start over" }).click();
    expect(await yamlOf(page).inputValue()).toBe(begun);
    await page.reload();
    await page.getByText("1 run", { exact: true }).waitFor();
    expect(await yamlOf(page).inputValue()).toBe(begun);
    dashboard.complaints.length = 0;
  });

  test("clicks in a row, and another try after an answer was lost, launch one sweep", async () => {
    const before = await countSweeps();
    const page = await openForm("dataset=penguins");
    await page.getByLabel("Sweep", { exact: true }).fill("Once");
    await page.getByText("1 run", { exact: true }).waitFor();
    // The server gets the request; its answer gets lost on the way back.
    await page.route(
      (url) => url.pathname === "/sweeps" && url.search === "",
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await launchButton(page).click();
    await page.getByText("The launch was not confirmed.").waitFor();
    expect(await countSweeps()).toBe(before + 1);
    expect(dashboard.complaints.splice(0)).toEqual([expect.stringContaining("ERR_FAILED")]);

    await page.reload();
    await page.getByText("1 run", { exact: true }).waitFor();
    await page.locator("form").evaluate((form: HTMLFormElement) => {
      form.requestSubmit();
      form.requestSubmit();
    });
    expect((await sweepOf(page)).name).toBe("Once");
    expect(await countSweeps()).toBe(before + 1);

    // The next one is meant: the draft and its key are gone.
    await page.goto(dashboard.url("/sweeps/new?dataset=penguins"));
    await yamlOf(page).waitFor();
    expect(await page.getByLabel("Sweep", { exact: true }).inputValue()).toBe("");
    await page.getByLabel("Sweep", { exact: true }).fill("Once");
    await launchButton(page).click();
    await sweepOf(page);
    expect(await countSweeps()).toBe(before + 2);
  });

  test("can be filled in and launched with the keyboard alone", async () => {
    const page = await openForm("dataset=penguins");
    await page.getByText("1 run", { exact: true }).waitFor();
    await tabTo(page, page.getByLabel("Target"));
    await page.keyboard.type("island");
    await tabTo(page, page.getByRole("checkbox", { name: "sex" }));
    await page.keyboard.press("Space");
    await tabTo(page, page.getByLabel("steps: how it is given"));
    await page.keyboard.type("a list");
    await tabTo(page, page.getByLabel("steps: values"));
    await page.keyboard.press("Control+A");
    await page.keyboard.type("20, 40, 60");
    await tabTo(page, page.getByLabel("Folds"));
    await page.keyboard.type("3");
    await page.getByText("3 runs", { exact: true }).waitFor();
    await tabTo(page, launchButton(page));
    await page.keyboard.press("Enter");
    const { spec } = await sweepOf(page);
    expect(spec).toMatchObject({
      ...penguinSweep({ target: "island", seed: 0, space: { steps: { values: [20, 40, 60] } } }),
      validation: { kind: "k-fold", folds: 3 },
    });
    expect(spec.features).not.toContain("sex");
    expect(spec.features).toContain("species");
  });
});

const yamlOf = (page: Page) => page.getByRole("textbox", { name: "The request as YAML" });
const launchButton = (page: Page) => page.getByRole("button", { name: "Launch", exact: true });

/** What is said below a field. */
async function readDescription(field: Locator): Promise<string> {
  return await field.evaluate((element) => {
    const id = element.getAttribute("aria-describedby") ?? "";
    return document.getElementById(id)?.textContent ?? "";
  });
}

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const hasFocus = () => wanted.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 100; presses += 1) {
    if (await hasFocus()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}
