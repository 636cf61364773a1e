import { readFile } from "node:fs/promises";
import { fillSweep } from "@rookery/bench";
import { listAll } from "@rookery/client";
import { decodeMetric } from "@rookery/contracts";
import { createDatabase, migrateDatabase } from "@rookery/database";
import { expect, test } from "vitest";
import { runRookery } from "../cli/support/run-rookery.ts";
import { createTestDatabase, describeWithChromium } from "../services/index.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { startOnEmptyHome, useDashboard } from "./support/dashboard.ts";

const runCount = 10_000;

describeWithChromium("a sweep of 10,000 runs in the dashboard", (program) => {
  let sweepId: string;
  const dashboard = useDashboard(program, async (stage) => {
    const { url, drop } = await createTestDatabase();
    stage.cleanup.add(drop);
    // Filled before there is anybody who would train the runs.
    await migrateDatabase(url);
    const database = createDatabase({ url, applicationName: "rookery-test" });
    try {
      ({ sweepId } = await fillSweep(database, runCount));
    } finally {
      await database.close();
    }
    return await startOnEmptyHome(stage, { DATABASE_URL: url });
  });

  const openSweep = (search: string) =>
    dashboard.open(`/sweeps/${sweepId}${search}`, { viewport: { width: 1_360, height: 900 } });

  test("is sorted, filtered, brushed and scrolled to its end", async () => {
    const page = await openSweep("?view=runs");
    const board = page.getByRole("region", { name: "Runs" });
    const firstRun = board.getByRole("link").first();
    await page.getByText("10,000 runs.", { exact: true }).waitFor();

    for (const { column, sort, order } of [
      { column: "roc_auc", sort: "roc_auc", order: "desc" },
      { column: "roc_auc", sort: "roc_auc", order: "asc" },
    ] as const) {
      const query = { state: "succeeded", sort, order, limit: 1 } as const;
      const [expected] = (await dashboard.client.sweeps.runs(sweepId, query)).items;
      await board.getByRole("button", { name: column, exact: true }).click();
      await firstRun.filter({ hasText: new RegExp(`^#${expected?.number}$`) }).waitFor();
    }
    await board.getByRole("button", { name: "Run", exact: true }).click();
    await firstRun.filter({ hasText: /^#10000$/ }).waitFor();
    await board.focus();
    await page.keyboard.press("End");
    await board.getByRole("link", { name: "#1", exact: true }).waitFor();

    await page.getByRole("searchbox", { name: "Filter" }).fill("trainer=random-forest");
    await page.getByText(/^4,\d{3} of 10,000 runs\.$|^5,\d{3} of 10,000 runs\.$/).waitFor();
    await page.goto(dashboard.url(`/sweeps/${sweepId}?view=runs&brush=maxFeatures:log2`));
    await page.getByText(/^1,\d{3} of 10,000 runs\.$/).waitFor();
    await page.getByRole("button", { name: "Clear the brush" }).click();
    await page.getByText("10,000 runs.", { exact: true }).waitFor();
    await expectAccessible(page);
  });

  test("is saved as CSV as it is shown, all digits of it", async () => {
    const page = await openSweep("?view=runs&where=accuracy>0.9&sort=accuracy:asc&hide=roc_auc");
    await page.getByText(/\d of 10,000 runs\.$/).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("ten thousand penguins.csv");
    const [head = "", ...lines] = (await readFile(await download.path(), "utf8"))
      .trim()
      .split("\n");
    const columns = head.split(",");
    expect(columns.slice(0, 3)).toEqual(["number", "state", "trainer"]);
    const at = columns.indexOf("accuracy");
    expect(columns).not.toContain("roc_auc");
    const note = await page.getByText(/\d of 10,000 runs\.$/).textContent();
    expect(lines).toHaveLength(Number(note?.split(" ")[0]?.replace(",", "")));
    const runs = lines.map((line) => line.split(","));
    const whole = runs.filter(([, state]) => state === "succeeded").map((run) => Number(run[at]));
    expect(whole).toEqual(whole.toSorted((a, b) => a - b));
    const [number] = runs[0] ?? [];
    const accuracy = runs[0]?.[at];
    for await (const run of listAll((page) => dashboard.client.sweeps.runs(sweepId, page))) {
      if (run.number !== Number(number)) continue;
      expect(Number(accuracy)).toBe(decodeMetric(run.metrics.accuracy));
      return;
    }
    expect.fail(`There is no run ${number}`);
  });

  test("is saved as the very file that the command line exports", async () => {
    const page = await openSweep("?view=runs&sort=number:asc");
    await page.getByText("10,000 runs.", { exact: true }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "CSV" }).click(),
    ]);
    const env = { ROOKERY_API_URL: dashboard.server.orchestratorUrl };
    const { stdout } = await runRookery(["sweep", "export", sweepId], { env });
    const [saved, exported] = [await readFile(await download.path(), "utf8"), stdout].map((text) =>
      text.split("\n"),
    );
    expect(exported).toHaveLength(1 + runCount + 1);
    expect(saved).toEqual(exported);
  });

  test("shows every attempt on its timeline and every failure by its cause", async () => {
    const page = await openSweep("?view=timeline");
    await page.getByRole("img", { name: "10000 attempts by 4 workers over time" }).waitFor();
    const failures = page.getByRole("link", { name: /^Failures \(\d+\)$/ });
    const failed = /\((\d+)\)/.exec((await failures.textContent()) ?? "")?.[1];
    await failures.click();
    await page.getByRole("heading", { name: `${failed} runs: ` }).waitFor();
    await expectAccessible(page);
  });
});
