import { beforeAll, expect, test } from "vitest";
import { importPenguins, penguinSweep, runSweep } from "../e2e/support/penguins.ts";
import { makeRookeryHome } from "../e2e/support/rookery-home.ts";
import { useStage } from "../e2e/support/stage.ts";
import { type Embedded, startEmbedded } from "../e2e/support/start-embedded.ts";
import { describeWithChromium } from "../services/index.ts";
import { useBrowser } from "./support/browser.ts";

describeWithChromium("the dashboard", (program) => {
  const stage = useStage();
  const browsing = useBrowser(program);
  let rookery: Embedded;

  beforeAll(async () => {
    rookery = await startEmbedded(stage, await makeRookeryHome(stage.cleanup));
    await importPenguins(rookery.client);
  });

  test("gives the focus to the page that was gone to, and announces it", async () => {
    await runSweep(rookery.client, penguinSweep({ model: "penguins" }));
    const page = await browsing.open();
    await page.goto(`${rookery.orchestratorUrl}/ui/sweeps`);
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
      await browsing.open(),
      await browsing.open(),
      await browsing.open(),
    ];
    await sweeps.goto(`${rookery.orchestratorUrl}/ui/sweeps?state=succeeded`);
    await datasets.goto(`${rookery.orchestratorUrl}/ui/datasets`);
    await models.goto(`${rookery.orchestratorUrl}/ui/models`);
    for (const page of [sweeps, datasets, models]) {
      await page.getByRole("row").nth(1).waitFor();
    }
    await rookery.client.datasets.import(new Blob(["a,b\n1,x\n2,y\n"]), {
      name: "letters",
      fileName: "letters.csv",
    });
    await runSweep(rookery.client, penguinSweep({ name: "From elsewhere", model: "others" }));
    await sweeps.getByRole("link", { name: "From elsewhere" }).waitFor();
    await datasets.getByRole("link", { name: "letters" }).waitFor();
    await models.getByRole("link", { name: "others", exact: true }).waitFor();
  });
});
