import { beforeAll, expect, test } from "vitest";
import { importPenguins, penguinSweep } from "../e2e/support/penguins.ts";
import { describeWithChromium } from "../services/index.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { useDashboard } from "./support/dashboard.ts";

describeWithChromium("the list of sweeps", (program) => {
  const dashboard = useDashboard(program);

  beforeAll(async () => {
    await importPenguins(dashboard.client);
    for (const [name, experiment] of [
      ["Rock 100%", "Islands"],
      ["Ice", "Islands"],
      ["Rock 1000", "Default"],
    ]) {
      await dashboard.client.sweeps.launch(
        penguinSweep({ name, experiment, promotion: { rule: "never" } }),
      );
    }
  });

  test("is searched by name and experiment, and the address remembers", async () => {
    const page = await dashboard.open("/sweeps");
    const rows = page.locator("tbody tr");
    const names = () => rows.locator("td:first-child a").allTextContents();
    await expect.poll(names).toEqual(["Rock 1000", "Ice", "Rock 100%"]);
    await expectAccessible(page);

    await page.getByRole("searchbox", { name: "Name contains" }).fill("rock");
    await expect.poll(names).toEqual(["Rock 1000", "Rock 100%"]);
    await page.getByRole("searchbox").fill("100%");
    await expect.poll(names).toEqual(["Rock 100%"]);
    expect(new URL(page.url()).searchParams.get("name")).toBe("100%");
    await page.reload();
    await expect.poll(names).toEqual(["Rock 100%"]);
    expect(await page.getByRole("searchbox").inputValue()).toBe("100%");

    await page.getByLabel("Experiment").selectOption("Default");
    await page.getByRole("heading", { name: "No sweep is like this" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Show all sweeps" }).click();
    await expect.poll(names).toEqual(["Rock 1000", "Ice", "Rock 100%"]);
    expect(await page.getByRole("searchbox").inputValue()).toBe("");
  });

  test("is led to by the experiment of a sweep", async () => {
    const { items } = await dashboard.client.sweeps.list({ name: "ice" });
    const page = await dashboard.openSweep(items[0]?.id);
    await page.getByRole("link", { name: "Islands" }).click();
    const rows = page.locator("tbody tr");
    await expect.poll(() => rows.count()).toBe(2);
    expect(new URL(page.url()).searchParams.get("experiment")).toBe("Islands");
    expect(await page.getByLabel("Experiment").inputValue()).toBe("Islands");
    await rows.first().getByRole("link", { name: "Islands" }).waitFor();
  });

  test("is led to by a tag, which is given on the page of a sweep", async () => {
    const { items } = await dashboard.client.sweeps.list({ name: "ice" });
    const page = await dashboard.openSweep(items[0]?.id);
    await page.getByRole("button", { name: "Edit notes" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByLabel("Description").fill("Before the thaw");
    await dialog.getByLabel("Tags").fill("owner");
    await dialog.getByText("Each line takes").waitFor();
    expect(await dialog.getByRole("button", { name: "Save the notes" }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await dialog.getByLabel("Tags").fill("owner:ann\nstage: cold one");
    await dialog.getByRole("button", { name: "Save the notes" }).click();
    await page.getByText("Before the thaw").waitFor();
    const { tags, description } = await dashboard.client.sweeps.get(items[0]?.id ?? "");
    expect({ tags, description }).toEqual({
      tags: { owner: "ann", stage: "cold one" },
      description: "Before the thaw",
    });
    await expectAccessible(page);
    await page.getByRole("link", { name: "stage:cold one" }).click();
    const rows = page.locator("tbody tr");
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByRole("link", { name: "owner:ann" }).waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Any tags, not only stage:cold one" }).click();
    await expect.poll(() => rows.count()).toBe(3);
  });

  test("fits a phone", async () => {
    const page = await dashboard.open("/sweeps", { viewport: { width: 390, height: 844 } });
    await page.getByRole("link", { name: "Rock 1000" }).waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});
