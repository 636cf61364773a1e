import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { gentoo, penguinSweep, runSweep } from "../e2e/support/penguins.ts";
import { describeWithChromium } from "../services/index.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { useDashboard } from "./support/dashboard.ts";
import { dropFile } from "./support/drop-file.ts";

const penguinsFile = join(import.meta.dirname, "../../data/penguins_size.csv");

describeWithChromium("the dashboard", (program) => {
  const dashboard = useDashboard(program);

  test("says what to do while there are no datasets and no models", async () => {
    const page = await dashboard.open("/datasets");
    await page.getByRole("heading", { name: "No datasets yet" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Models", exact: true }).click();
    await page.getByRole("heading", { name: "No models yet" }).waitFor();
    await expectAccessible(page);
  });

  test("leads from a dropped table over its profile to a model", async () => {
    const page = await dashboard.open("/datasets");
    await page.getByText("Drop a table here").waitFor();
    await dropFile(page, penguinsFile);
    expect(await page.getByLabel("Name of the dataset").inputValue()).toBe("penguins_size");
    await page.getByLabel("Name of the dataset").fill("penguins");
    await page.getByText("Cleaning rules").click();
    await page.getByLabel("Missing numbers").selectOption("become the median");
    await page.getByText("Kinds of columns").click();
    await page.getByRole("button", { name: "State a column" }).click();
    await page.getByLabel("Column", { exact: true }).fill("sex");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Upload" }).click();

    await page.getByRole("heading", { name: "penguins", level: 1 }).waitFor();
    await page.getByRole("heading", { name: "culmen_length_mm" }).waitFor();
    await page.getByLabel("How do they go with …").selectOption("species");
    await page.getByText("Cramér’s V").first().waitFor();
    expect(new URL(page.url()).search).toBe("?target=species");
    await checkViews(page, "Views of the dataset", ["Rows", "Cleaning", "Versions", "Columns"]);
    const { cleaning, schema } = await dashboard.client.datasets.get("penguins");
    expect(cleaning.defaults).toEqual({ number: { impute: { with: "median" } } });
    expect(schema).toEqual({ sex: "category" });

    await page.getByRole("link", { name: "Launch a sweep on it" }).click();
    await page.getByLabel("learningRate: how it is given").selectOption("list");
    await page.getByLabel("learningRate: values").fill("0.03");
    await page.getByLabel("steps: how it is given").selectOption("list");
    await page.getByLabel("steps: values").fill("20, 40");
    await page.getByText("2 runs", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Launch", exact: true }).click();
    await page.getByRole("heading", { name: "Registered: penguins version 1" }).waitFor();
  });

  test("promotes, predicts and rolls back", async () => {
    await runSweep(dashboard.client, penguinSweep({ promotion: { rule: "never" } }));
    const page = await dashboard.open("/models/penguins");
    await page.getByRole("button", { name: "Promote version 2" }).click();
    await page.getByRole("alertdialog").waitFor();
    await expectAccessible(page);
    await page.getByLabel("Reason").fill("seen in the field");
    await page.getByRole("alertdialog").getByRole("button", { name: "Promote version 2" }).click();
    await page.getByRole("link", { name: "champion · version 2" }).waitFor();

    await servedVersion(2);
    await page.getByRole("link", { name: "Try a prediction" }).click();
    await fillIn(page, gentoo);
    await page.getByRole("button", { name: "Predict species" }).click();
    await page.getByText("Answered by version 2").waitFor();
    const answer = page.getByRole("region", { name: "What comes out" });
    expect(await answer.getByRole("listitem").first().textContent()).toContain("Gentoo");
    const curl = await page.getByText("curl http").textContent();
    expect(curl).toContain(`curl ${dashboard.server.inferenceUrl}/predict`);
    expect(curl, "no keys are asked for").not.toContain("authorization");
    expect(curl).toContain(JSON.stringify({ model: "penguins", rows: [gentoo] }));
    await expectAccessible(page);

    await page.getByRole("button", { name: "Roll back to version 1" }).click();
    await page.getByLabel("Reason").fill("it was a seal");
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: "Roll back to version 1" })
      .click();
    await page.getByRole("link", { name: "champion · version 1" }).waitFor();
    await servedVersion(1);
    await fillIn(page, gentoo);
    await page.getByRole("button", { name: "Predict species" }).click();
    await page.getByText("Answered by version 1").waitFor();

    await page.getByRole("link", { name: "Promotions" }).click();
    await page.getByText("champion went from version 2 to version 1").waitFor();
    await page.getByText("it was a seal").waitFor();
    await page.getByText("seen in the field").waitFor();
    await expectAccessible(page);
  });

  test("tells who promotes over a champion that came in the meantime, and changes nothing", async () => {
    const page = await openOnClock();
    await page.getByRole("link", { name: "champion · version 1" }).waitFor();
    await page.getByRole("button", { name: "Promote version 2" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByText("no longer by version 1").waitFor();
    await dashboard.client.models.setAlias("penguins", "champion", {
      version: 2,
      reason: "quicker",
    });
    await letTimePass(page);
    await page.getByText("champion · version 2").waitFor();
    await dialog.getByText("no longer by version 1").waitFor();
    await dialog.getByRole("button", { name: "Promote version 2" }).click();
    await page.getByText("champion of penguins is version 2 now, not version 1.").waitFor();
    await dialog.getByRole("button", { name: "Keep as it is" }).click();
    // The browser itself reports the refusal.
    expect(dashboard.complaints.splice(0)).toEqual([expect.stringContaining("409")]);
    const { items } = await dashboard.client.models.promotions("penguins", { limit: 1 });
    expect(items[0]?.reason).toBe("quicker");
    await dashboard.client.models.rollBack("penguins", "champion", { from: 2 });
  });

  test("tells who sets an alias that nothing had, and that somebody set in the meantime", async () => {
    const page = await openOnClock();
    await page.getByRole("button", { name: "Promote version 2" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByLabel("Alias").fill("challenger");
    await dashboard.client.models.setAlias("penguins", "challenger", { version: 1 });
    await letTimePass(page);
    await page.getByText("challenger · version 1").waitFor();
    await dialog.getByRole("button", { name: "Promote version 2" }).click();
    await page.getByText("challenger of penguins is version 1 now, not no version.").waitFor();
    // The browser itself reports the refusal.
    expect(dashboard.complaints.splice(0)).toEqual([expect.stringContaining("409")]);
    expect(await dashboard.client.models.alias("penguins", "challenger")).toMatchObject({
      version: 1,
    });
  });

  test("tells who rolls back from a champion that is gone, though the page has heard of the next", async () => {
    const page = await openOnClock();
    await dashboard.client.models.setAlias("penguins", "champion", { version: 2 });
    await letTimePass(page);
    await page.getByRole("button", { name: "Roll back to version 1" }).click();
    const dialog = page.getByRole("alertdialog");
    await dashboard.client.models.rollBack("penguins", "champion", { from: 2 });
    await letTimePass(page);
    await page.getByText("champion · version 1").waitFor();
    await dialog.getByRole("button", { name: "Roll back to version 1" }).click();
    await page.getByText("champion of penguins is version 1 now, not version 2.").waitFor();
    // The browser itself reports the refusal.
    expect(dashboard.complaints.splice(0)).toEqual([expect.stringContaining("409")]);
  });

  /** The model's page, on a clock that a test can put forward. */
  async function openOnClock(): Promise<Page> {
    const page = await dashboard.openBlank();
    await page.clock.install();
    await page.goto(dashboard.url("/models/penguins"));
    return page;
  }

  /** Long enough that the page asks again for what it shows. */
  const letTimePass = (page: Page) => page.clock.fastForward("01:00");

  /** Inference hears of a promotion within moments. */
  async function servedVersion(version: number): Promise<void> {
    const ask = () => dashboard.server.inference.predict({ model: "penguins", rows: [gentoo] });
    await expect.poll(async () => (await ask()).version).toBe(version);
  }

  test("shows where a version came from, each step a link", async () => {
    const page = await dashboard.open("/models/penguins/versions/1");
    const lineage = page.getByRole("navigation", { name: "Where this version came from" });
    await lineage.getByRole("link", { name: / #\d+$/ }).waitFor();
    await expectAccessible(page);
    await lineage.getByRole("link", { name: "penguins version 1" }).click();
    await page.getByRole("heading", { name: "penguins", level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/ui/datasets/penguins/versions/1");
  });

  test("tells two versions of a dataset apart", async () => {
    const page = await dashboard.open("/datasets");
    await page.getByText("Drop a table here").waitFor();
    await dropFile(page, penguinsFile);
    await page.getByLabel("Name of the dataset").fill("penguins");
    await page.getByText("Cleaning rules").click();
    await page.getByLabel("Leave out columns").fill("island");
    await page.getByRole("button", { name: "Upload" }).click();
    await page.getByText("Version 2 of penguins_size.csv").waitFor();
    await page.getByRole("link", { name: "Versions" }).click();
    await page.getByRole("link", { name: "Compare with version 2" }).click();
    const difference = page.getByRole("region", { name: "Difference by column" });
    expect(await difference.getByRole("row").nth(1).textContent()).toContain("islandremoved");
    expect(new URL(page.url()).searchParams.get("other")).toBe("1");
    await expectAccessible(page);
  });

  test("says which line of a refused table is wrong, and takes the file again", async () => {
    const page = await dashboard.open("/datasets");
    await page.locator("input[type=file]").setInputFiles({
      name: "birds.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("a,b\n1,2\n3,4,5\n"),
    });
    await page.getByRole("button", { name: "Upload" }).click();
    await page.getByRole("heading", { name: "Line 3 has 3 cells; the header has 2." }).waitFor();
    await expectAccessible(page);
    // The browser itself reports the refusal.
    expect(dashboard.complaints.splice(0)).toEqual([expect.stringContaining("422")]);
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByText("Drop a table here").waitFor();
  });

  test("shows the workers, their pace and the queues", async () => {
    const page = await dashboard.open("/workers");
    await page.getByText("alive").waitFor();
    await page.getByRole("img", { name: "4 attempts ended in the last hour" }).waitFor();
    await expectAccessible(page);
    const board = await page.getByRole("main").getByRole("link", { name: "Bull Board" });
    expect(await board.getAttribute("href")).toBe("/queues");
  });

  test("reads in the dark and on a phone", async () => {
    const page = await dashboard.openBlank({
      colorScheme: "dark",
      viewport: { width: 390, height: 844 },
    });
    const paths = {
      "/datasets": "penguins",
      "/datasets/penguins?target=species": "correlation ratio",
      "/datasets/penguins?view=rows&offset=40": "41 to 60 of 344",
      "/datasets/penguins?view=cleaning": "utf-8",
      "/datasets/penguins?view=versions&other=1": "removed",
      "/models": "penguins",
      "/models/penguins": "Version 2",
      "/models/penguins?view=try&version=2": "Predict species",
      "/models/penguins/versions/2": "SHA-256",
      "/workers": "alive",
    };
    for (const [path, text] of Object.entries(paths)) {
      await page.goto(dashboard.url(path));
      await page.getByRole("main").getByText(text).first().waitFor();
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
  });

  test("can be used with the keyboard alone", async () => {
    const page = await dashboard.open("/models/penguins");
    await page.getByRole("button", { name: "Promote version 2" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("alertdialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
    const focused = page.locator(":focus");
    expect(await focused.getAttribute("aria-label")).toBe("Promote version 2");
  });
});

async function fillIn(page: Page, row: Record<string, string | number>): Promise<void> {
  for (const [name, value] of Object.entries(row)) {
    const control = page.getByLabel(name);
    if ((await control.evaluate(({ tagName }) => tagName)) === "SELECT") {
      await control.selectOption(String(value));
    } else {
      await control.fill(String(value));
    }
  }
}

async function checkViews(page: Page, label: string, views: readonly string[]): Promise<void> {
  for (const view of views) {
    await page.getByRole("navigation", { name: label }).getByRole("link", { name: view }).click();
    await page.locator("main section").first().waitFor();
    await page.waitForLoadState("networkidle");
    await expectAccessible(page);
  }
}
