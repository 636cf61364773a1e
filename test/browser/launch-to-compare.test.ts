import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { importPenguins } from "../e2e/support/penguins.ts";
import { describeWithChromium } from "../services/index.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { useDashboard } from "./support/dashboard.ts";

describeWithChromium("the dashboard", (program) => {
  const dashboard = useDashboard(program);

  test("says how to begin while there is nothing", async () => {
    const page = await dashboard.openBlank();
    await page.goto(dashboard.server.orchestratorUrl);
    await page.getByRole("heading", { name: "No sweeps yet" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/ui/sweeps");
    await expectAccessible(page);
    await page.getByRole("link", { name: "Launch a sweep" }).first().click();
    await page.getByRole("heading", { name: "There is no dataset yet" }).waitFor();
    await expectAccessible(page);
  });

  test("leads from launching a sweep over watching it to comparing its runs", async () => {
    await importPenguins(dashboard.client);
    const page = await dashboard.open("/sweeps/new?dataset=penguins");
    await page.getByLabel("learningRate: how it is given").selectOption("list");
    await page.getByLabel("learningRate: values").fill("0.03, 0.1");
    await page.getByLabel("steps: how it is given").selectOption("list");
    await page.getByLabel("steps: values").fill("20, 40, 60");
    await page.getByText("6 runs", { exact: true }).waitFor();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Launch", exact: true }).click();
    await page.getByRole("heading", { name: "penguins", level: 1 }).waitFor();
    await page.getByText("6 of 6", { exact: true }).waitFor();
    await page.getByRole("heading", { name: "Registered: penguins version 1" }).waitFor();
    await checkViews(page);

    await page.getByRole("link", { name: "Runs", exact: true }).click();
    const board = page.getByRole("region", { name: "Runs" });
    await board.getByRole("checkbox").first().waitFor();
    expect(await board.getByRole("checkbox").count()).toBe(6);
    await page.getByRole("searchbox", { name: "Filter" }).fill("steps>=40 learningRate=0.1");
    await page.getByText("2 of 6 runs.").waitFor();
    expect(new URL(page.url()).searchParams.get("where")).toBe("steps>=40 learningRate=0.1");
    await board.getByRole("checkbox").nth(0).check();
    await board.getByRole("checkbox").nth(1).check();
    await page.getByRole("link", { name: "Compare 2 runs" }).click();

    await page.getByRole("heading", { name: "Compare 2 runs" }).waitFor();
    const names = page.getByRole("rowheader");
    await names.first().waitFor();
    expect((await names.allTextContents()).slice(1, 3)).toEqual(["steps", "learningRate"]);
    await expectAccessible(page);

    await page.getByRole("link", { name: /^#\d$/ }).first().click();
    await page.getByRole("heading", { name: "Confusion matrix" }).waitFor();
    await page.getByRole("region", { name: "Log" }).getByText("metrics").waitFor();
    await expectAccessible(page);
  });

  test("reads in the dark and on a phone", async () => {
    const page = await dashboard.openBlank({
      colorScheme: "dark",
      viewport: { width: 390, height: 844 },
    });
    await page.goto(dashboard.server.orchestratorUrl);
    await page
      .getByRole("link", { name: /^penguins/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "Best run" }).waitFor();
    await checkViews(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  test("keeps a view in its address", async () => {
    const { items } = await dashboard.client.sweeps.list();
    const search = "?view=runs&where=steps>=60&sort=number:asc&hide=f1_macro";
    const page = await dashboard.openSweep(items[0]?.id, search);
    await page.getByText("2 of 6 runs.").waitFor();
    const board = page.getByRole("region", { name: "Runs" });
    expect(await board.getByRole("link").allTextContents()).toEqual(["#3", "#6"]);
    expect(await board.getByRole("columnheader", { name: "f1_macro" }).count()).toBe(0);
  });
});

/** Every view of the sweep that is open. */
async function checkViews(page: Page): Promise<void> {
  for (const view of ["Plots", "Timeline", "Failures", "Runs", "Overview"]) {
    const tab = page.getByRole("navigation", { name: "Views of the sweep" });
    await tab.getByRole("link", { name: view }).click();
    await page.locator("main section, main h2").first().waitFor();
    await expectAccessible(page);
  }
}
