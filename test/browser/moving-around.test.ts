import { beforeAll, expect, test } from "vitest";
import { importPenguins, penguinSweep, runSweep } from "../e2e/support/penguins.ts";
import { describeWithChromium } from "../services/index.ts";
import { useDashboard } from "./support/dashboard.ts";

describeWithChromium("the dashboard", (program) => {
  const dashboard = useDashboard(program);

  beforeAll(async () => {
    await importPenguins(dashboard.client);
  });

  test("gives the focus to the page that was gone to, and announces it", async () => {
    await runSweep(dashboard.client, penguinSweep({ model: "penguins" }));
    const page = await dashboard.open("/sweeps");
    await page.getByRole("link", { name: "Models", exact: true }).press("Enter");
    const announced = page.getByRole("status").filter({ hasText: "· Rookery" });
    await announced.filter({ hasText: "Models · Rookery" }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await expect.poll(focused).toBe("main");

    await page.getByRole("link", { name: "penguins", exact: true }).press("Enter");
    await announced.filter({ hasText: "penguins · Rookery" }).waitFor();
    await expect.poll(focused).toBe("main");
    const view = page.getByRole("link", { name: "Promotions" });
    await view.press("Enter");
    await page.getByText("the first").waitFor();
    expect(await view.evaluate((link) => link === document.activeElement)).toBe(true);
  });

  test("shows what was launched, imported and registered elsewhere on pages that are kept open", async () => {
    const [sweeps, datasets, models] = [
      await dashboard.open("/sweeps?state=succeeded"),
      await dashboard.open("/datasets"),
      await dashboard.open("/models"),
    ];
    for (const page of [sweeps, datasets, models]) {
      await page.getByRole("row").nth(1).waitFor();
    }
    await dashboard.client.datasets.import(new Blob(["a,b\n1,x\n2,y\n"]), {
      name: "letters",
      fileName: "letters.csv",
    });
    await runSweep(dashboard.client, penguinSweep({ name: "From elsewhere", model: "others" }));
    await sweeps.getByRole("link", { name: "From elsewhere" }).waitFor();
    await datasets.getByRole("link", { name: "letters" }).waitFor();
    await models.getByRole("link", { name: "others", exact: true }).waitFor();
  });
});
