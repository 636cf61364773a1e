import { openAsBlob } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { importPenguins, penguinSweep, runSweep, watchUntil } from "../e2e/support/penguins.ts";
import { describeWithChromium } from "../services/index.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { useDashboard } from "./support/dashboard.ts";

const gapminder = join(import.meta.dirname, "../tables/gapminder.jsonl");

/** Runs that are at work until somebody ends them. */
const slowSweep = penguinSweep({
  name: "Slow",
  space: { learningRate: { min: 0.01, max: 0.1, count: 40 }, steps: 100_000 },
  validation: { kind: "k-fold", folds: 50 },
});

describeWithChromium("the dashboard", (program) => {
  const dashboard = useDashboard(program);

  beforeAll(async () => {
    await importPenguins(dashboard.client);
  });

  test("pauses, resumes and cancels a sweep, and asks before each", async () => {
    const { id } = await dashboard.client.sweeps.launch(slowSweep);
    const page = await dashboard.openSweep(id);
    await steer(page, "Pause", "Pause the sweep");
    await page.getByRole("button", { name: "Resume" }).waitFor();
    await page.getByText("paused", { exact: true }).first().waitFor();
    await expectAccessible(page);
    await steer(page, "Resume", "Resume the sweep");
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Keep as it is" }).click();
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
    expect((await dashboard.client.sweeps.get(id)).state).toBe("running");
    await steer(page, "Cancel", "Cancel the sweep");
    await page.getByText("Somebody cancelled it.").waitFor();
    await watchUntil(dashboard.client, id, ({ state }) => state === "cancelled");
  });

  test("gathers failures by their cause and retries them", async () => {
    const request = penguinSweep({
      name: "Too slow",
      space: { learningRate: { values: [0.01, 0.02, 0.03] }, steps: 100_000 },
      runTimeoutMs: 100,
      runAttempts: 1,
    });
    const { sweep } = await runSweep(dashboard.client, request);
    expect(sweep.progress.timedOut).toBe(3);
    const page = await dashboard.openSweep(sweep.id);
    await page.getByRole("link", { name: "Failures (3)" }).click();
    const failures = page.getByRole("region", { name: "Failures by cause" });
    await failures.getByRole("heading", { name: /^3 runs: / }).waitFor();
    expect(await failures.getByRole("link").allTextContents()).toEqual(["#1", "#2", "#3"]);
    await expectAccessible(page);
    await steer(page, "Retry failed runs", "Retry the runs");
    await page.getByText("The runs are queued again").waitFor();
    // They would take the threads from the test that follows.
    await watchUntil(dashboard.client, sweep.id, ({ state }) => state === "failed");
  });

  test("retries the runs of one cause, and leaves those of the others alone", async () => {
    const { sweep } = await runSweep(
      dashboard.client,
      penguinSweep({
        name: "Two causes",
        space: { learningRate: { values: [1e6, 0.01] }, steps: { values: [50, 100_000] } },
        validation: { kind: "k-fold", folds: 20 },
        runTimeoutMs: 10_000,
        runAttempts: 1,
      }),
    );
    const diverged = "The training diverged";
    const page = await dashboard.openSweep(sweep.id, "?view=failures");
    const failures = page.getByRole("region", { name: "Failures by cause" });
    const causes = failures.getByRole("listitem");
    const cause = causes.filter({ hasText: diverged });
    await cause.waitFor();
    const others = causes.filter({ hasNotText: diverged });
    expect(await others.count()).toBeGreaterThan(0);
    const named = await cause.getByRole("link").allTextContents();
    await expectAccessible(page);
    await cause.getByRole("button", { name: /^Retry th(is|ese)/ }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Retry the runs" }).click();
    await page.getByText("The runs are queued again").waitFor();
    await watchUntil(dashboard.client, sweep.id, ({ state }) => state === "succeeded");
    const { items } = await dashboard.client.sweeps.attempts(sweep.id);
    const again = items.filter(({ number }) => number === 2).map((run) => `#${run.runNumber}`);
    expect(again).toEqual(named);
    await cause.waitFor();
  });

  test("retries what was cancelled", async () => {
    const { id } = await dashboard.client.sweeps.launch(slowSweep);
    const page = await dashboard.openSweep(id);
    await steer(page, "Cancel", "Cancel the sweep");
    await steer(page, "Retry cancelled runs", "Retry the runs");
    await page.getByText("The runs are queued again").waitFor();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await dashboard.client.sweeps.cancel(id);
    await watchUntil(dashboard.client, id, ({ state }) => state === "cancelled");
  });

  test("brushes an axis, which filters the table and survives in the address", async () => {
    const { sweep } = await runSweep(
      dashboard.client,
      penguinSweep({ space: { learningRate: 0.03, steps: { values: [20, 40, 60, 80] } } }),
    );
    const page = await dashboard.openSweep(sweep.id, "?view=runs");
    const chart = page.getByRole("img", { name: /^Parallel coordinates/ });
    await chart.locator("canvas").waitFor();
    const box = await chart.boundingBox();
    if (!box) throw new Error("no chart");
    // The first axis, of steps: its upper half.
    await page.mouse.move(box.x + 48, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + 48, box.y + 150, { steps: 5 });
    await page.mouse.up();
    await page.getByText("2 of 4 runs.").waitFor();
    expect(new URL(page.url()).searchParams.get("brush")).toMatch(/^steps~/);
    await page.reload();
    await page.getByText("2 of 4 runs.").waitFor();
    await page.getByRole("button", { name: "Clear the brush" }).click();
    await page.getByText("4 runs.", { exact: true }).waitFor();
    await expectAccessible(page);
  });

  test("keeps the runs picked to be compared in the address", async () => {
    const { sweep } = await runSweep(dashboard.client, penguinSweep());
    const page = await dashboard.openSweep(sweep.id, "?view=runs&sort=number:asc");
    const board = page.getByRole("region", { name: "Runs" });
    await board.getByRole("checkbox").nth(1).check();
    await page.getByRole("button", { name: "Pick another to compare" }).waitFor();
    await board.getByRole("checkbox").nth(0).check();
    await page.getByRole("link", { name: "Plots" }).click();
    await page.getByRole("link", { name: "Runs", exact: true }).click();
    await page.getByRole("link", { name: "Compare 2 runs" }).waitFor();
    expect(new URL(page.url()).searchParams.get("picks")).toBe("2,1");
    await page.reload();
    await page.getByRole("link", { name: "Compare 2 runs" }).click();
    await page.getByRole("heading", { name: "Compare 2 runs" }).waitFor();
  });

  test("opens the run whose point is clicked", async () => {
    const { sweep } = await runSweep(
      dashboard.client,
      penguinSweep({ space: { learningRate: 0.03, steps: { values: [20, 60] } } }),
    );
    const page = await dashboard.openSweep(sweep.id);
    const chart = page.getByRole("img", { name: /in the order they ended/ });
    await chart.locator("canvas").waitFor();
    const box = await chart.boundingBox();
    if (!box) throw new Error("no chart");
    // The run that ended last lies near the right end, wherever the axes leave it.
    const isThere = () => !page.url().includes("/sweeps/");
    for (let x = box.width - 12; x > box.width - 40 && !isThere(); x -= 4) {
      for (let y = 30; y < box.height - 30 && !isThere(); y += 4) {
        await page.mouse.click(box.x + x, box.y + y);
      }
    }
    await page.getByRole("heading", { level: 1, name: /#\d$/ }).waitFor();
  });

  test("trains a run once more and says that it came out the same", async () => {
    const { sweep } = await runSweep(dashboard.client, penguinSweep());
    const page = await dashboard.openRun(sweep.best?.id);
    await page.getByRole("button", { name: "Train once more" }).click();
    const replays = page.getByRole("region", { name: "Trained once more" });
    await replays.getByText("same", { exact: true }).waitFor();
    await expectAccessible(page);
    await replays.getByRole("link", { name: "The replay" }).click();
    await page.getByText("This run trains").waitFor();
    await page.getByRole("link", { name: "another one" }).click();
    await page.getByRole("button", { name: "Train once more" }).waitFor();
  });

  test("shows pruned runs as such, and what a conditional parameter lacks as a dash", async () => {
    const { sweep } = await runSweep(dashboard.client, {
      dataset: "penguins",
      target: "species",
      trainer: ["random-forest", "logistic-regression-lbfgs"],
      sampler: { name: "random" },
      runs: 24,
      pruner: { name: "median", startupRuns: 2 },
      objective: { metric: "log_loss" },
      space: {
        trees: { type: "int", min: 2, max: 20, when: { trainer: "random-forest" } },
        c: { min: 0.0001, max: 100, scale: "log", when: { trainer: "logistic-regression-lbfgs" } },
      },
    });
    expect(sweep.progress.pruned).toBeGreaterThan(0);
    const page = await dashboard.openSweep(
      sweep.id,
      "?view=runs&where=state=pruned&sort=trees:asc",
    );
    await page.getByText(`${sweep.progress.pruned} of 24 runs.`).waitFor();
    const board = page.getByRole("region", { name: "Runs" });
    await board.getByText("–", { exact: true }).first().waitFor();
    expect(await board.getByText("pruned", { exact: true }).count()).toBeGreaterThan(0);
    expect(await board.getByText("succeeded", { exact: true }).count()).toBe(0);
    await expectAccessible(page);
    await board.getByRole("link").first().click();
    await page.getByText("Pruned: others were better at the same step.").waitFor();
    await expectAccessible(page);

    const best = await dashboard.openSweep(sweep.id, "?view=runs");
    const first = best.getByRole("region", { name: "Runs" }).getByRole("link").first();
    expect(await first.textContent()).toBe(`#${sweep.best?.number}`);
  });

  test("shows how far off a regression is", async () => {
    await dashboard.client.datasets.import(await openAsBlob(gapminder), {
      name: "gapminder",
      fileName: "gapminder.jsonl",
    });
    const { sweep } = await runSweep(dashboard.client, {
      dataset: "gapminder",
      target: "life_expect",
      trainer: "ridge",
      space: { alpha: { values: [0.1, 1] } },
    });
    const page = await dashboard.openRun(sweep.best?.id);
    await page.getByRole("heading", { name: "Predicted over actual" }).waitFor();
    const residuals = page.getByRole("region", { name: "Residuals" });
    await residuals.getByText("Median").waitFor();
    await expectAccessible(page);
  });
});

async function steer(page: Page, button: string, confirm: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: confirm }).click();
  await dialog.waitFor({ state: "detached" });
}
