import { beforeAll, expect, test } from "vitest";
import { importPenguins, penguinSweep, runSweep } from "../e2e/support/penguins.ts";
import { describeWithChromium } from "../services/index.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { useDashboard } from "./support/dashboard.ts";

/** The routes below answer as a server would that was upgraded since the page was opened. */
describeWithChromium("a page of the dashboard that is older than its server", (program) => {
  const dashboard = useDashboard(program);
  let runId: string | undefined;

  beforeAll(async () => {
    await importPenguins(dashboard.client);
    const { sweep } = await runSweep(dashboard.client, penguinSweep({ model: "penguins" }));
    runId = sweep.best?.id;
  });

  test("says that it does not understand the answer, does not ask again, and offers to reload", async () => {
    const page = await dashboard.open("/sweeps");
    let asked = 0;
    await page.getByRole("link", { name: "penguins" }).first().waitFor();
    await page.route("**/models?*", (route) => {
      asked += 1;
      return route.fulfill({ json: { models: [], next: null } });
    });
    await page.getByRole("link", { name: "Models", exact: true }).click();
    await page.getByText("it may be newer than this page").waitFor();
    expect(await page.getByText("The server does not answer").count()).toBe(0);
    expect(asked).toBe(1);
    await expectAccessible(page);

    await page.unroute("**/models?*");
    await page.getByRole("button", { name: "Reload the page" }).click();
    await page.getByRole("link", { name: "penguins", exact: true }).waitFor();
    expect(await page.getByText("it may be newer than this page").count()).toBe(0);
  });

  test("says in the place of a chart that its code is gone, and offers to reload", async () => {
    const page = await dashboard.openBlank();
    await page.route("**/assets/echarts-*.js", (route) =>
      route.fulfill({ status: 404, contentType: "text/plain", body: "not found" }),
    );
    await page.goto(dashboard.url(`/runs/${runId}`));
    const roc = page.getByRole("region", { name: "ROC" });
    await roc.getByRole("heading", { name: "The chart could not be loaded" }).waitFor();
    await expectAccessible(page);
    // The browser notes that the file is missing; nothing else is wrong.
    const complaints = dashboard.complaints.splice(0);
    expect(complaints.filter((complaint) => !complaint.includes("404"))).toEqual([]);

    await page.unroute("**/assets/echarts-*.js");
    await roc.getByRole("button", { name: "Reload the page" }).click();
    await roc.locator("canvas").waitFor();
  });
});
