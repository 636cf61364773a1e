import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { importPenguins, penguinSweep, runSweep, watchUntil } from "../e2e/support/penguins.ts";
import { describeWithChromium } from "../services/index.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { useDashboard } from "./support/dashboard.ts";

describeWithChromium("the page of a run", (program) => {
  const dashboard = useDashboard(program);

  beforeAll(async () => {
    await importPenguins(dashboard.client);
  });

  test("says on which rows its metrics were measured", async () => {
    const byFolds = await runSweep(dashboard.client, penguinSweep());
    const folds = await dashboard.openRun(byFolds.sweep.best?.id);
    await folds.getByText("Means over the 3 validation folds.").waitFor();
    await folds.getByRole("heading", { name: "Scores per fold" }).waitFor();
    await folds.getByRole("heading", { name: "Validation folds" }).waitFor();
    expect(await folds.getByRole("heading", { name: "Curves" }).count()).toBe(0);

    const request = penguinSweep({ validation: { kind: "hold-out", fraction: 0.25 } });
    const byHoldOut = await runSweep(dashboard.client, request);
    const heldOut = await dashboard.openRun(byHoldOut.sweep.best?.id);
    await heldOut.getByText("Measured on 25% of the rows outside of the test rows").waitFor();
    await heldOut.getByRole("heading", { name: "Scores on the rows held out" }).waitFor();
    expect(await heldOut.getByRole("columnheader", { name: "Fold" }).count()).toBe(0);
  });

  test("shows why each of its attempts ended", async () => {
    const { sweep } = await runSweep(
      dashboard.client,
      penguinSweep({
        space: { learningRate: 0.01, steps: 100_000 },
        runTimeoutMs: 100,
        runAttempts: 1,
      }),
    );
    const [run] = (await dashboard.client.sweeps.runs(sweep.id)).items;
    const { attempts } = await dashboard.client.runs.get(run?.id ?? "");
    const page = await dashboard.openRun(run?.id);
    const reason = attempts[0]?.error?.message ?? "the attempt has no error";
    await page.getByRole("cell", { name: reason }).waitFor();
    await expectAccessible(page);
  });

  test("says while it runs when its log comes", async () => {
    const { id } = await dashboard.client.sweeps.launch(
      penguinSweep({ space: { learningRate: 0.01, steps: 100_000 } }),
    );
    await watchUntil(dashboard.client, id, ({ progress }) => progress.running > 0);
    const [run] = (await dashboard.client.sweeps.runs(id)).items;
    const page = await dashboard.openRun(run?.id);
    const log = page.getByRole("region", { name: "Log" });
    await log.getByText("It comes when the run ends.").waitFor();
    await dashboard.client.sweeps.cancel(id);
    await page.getByText("cancelled", { exact: true }).first().waitFor();
    await log.getByText("It comes when the run ends.").waitFor({ state: "detached" });
  });

  test("says that its evaluation could not be read instead of leaving it out", async () => {
    const { sweep } = await runSweep(dashboard.client, penguinSweep());
    const { home } = dashboard.server;
    const files = await readdir(home, { recursive: true });
    const lost = files.filter((path) => path.endsWith("evaluation.json"));
    expect(lost).not.toEqual([]);
    for (const path of lost) await rm(join(home, path));
    const page = await dashboard.openRun(sweep.best?.id);
    const panel = page.getByRole("region", { name: "Evaluation" });
    await panel.getByRole("alert").waitFor();
    await panel.getByRole("button", { name: "Try again" }).waitFor();
    await expectAccessible(page);
    // The browser writes refusals down.
    dashboard.complaints.length = 0;
  });
});
