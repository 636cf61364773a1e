import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { importPenguins, penguinSweep, runSweep, watchUntil } from "../e2e/support/penguins.ts";
import { makeRookeryHome } from "../e2e/support/rookery-home.ts";
import { useStage } from "../e2e/support/stage.ts";
import { type Embedded, startEmbedded } from "../e2e/support/start-embedded.ts";
import { describeWithChromium } from "../services/index.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { useBrowser } from "./support/browser.ts";

describeWithChromium("the page of a run", (program) => {
  const stage = useStage();
  const browsing = useBrowser(program);
  let home: string;
  let rookery: Embedded;

  beforeAll(async () => {
    home = await makeRookeryHome(stage.cleanup);
    rookery = await startEmbedded(stage, home);
    await importPenguins(rookery.client);
  });

  const openRun = async (id = "") => {
    const page = await browsing.open();
    await page.goto(`${rookery.orchestratorUrl}/ui/runs/${id}`);
    return page;
  };

  test("says on which rows its metrics were measured", async () => {
    const byFolds = await runSweep(rookery.client, penguinSweep());
    const folds = await openRun(byFolds.sweep.best?.id);
    await folds.getByText("Means over the 3 validation folds.").waitFor();
    await folds.getByRole("heading", { name: "Scores per fold" }).waitFor();

    const request = penguinSweep({ validation: { kind: "hold-out", fraction: 0.25 } });
    const byHoldOut = await runSweep(rookery.client, request);
    const heldOut = await openRun(byHoldOut.sweep.best?.id);
    await heldOut.getByText("Measured on 25% of the rows").waitFor();
    await heldOut.getByRole("heading", { name: "Scores on the rows held out" }).waitFor();
    expect(await heldOut.getByRole("columnheader", { name: "Fold" }).count()).toBe(0);
  });

  test("shows why each of its attempts ended", async () => {
    const { sweep } = await runSweep(
      rookery.client,
      penguinSweep({
        space: { learningRate: 0.01, steps: 100_000 },
        runTimeoutMs: 100,
        runAttempts: 1,
      }),
    );
    const [run] = (await rookery.client.sweeps.runs(sweep.id)).items;
    const { attempts } = await rookery.client.runs.get(run?.id ?? "");
    const page = await openRun(run?.id);
    const reason = attempts[0]?.error?.message ?? "the attempt has no error";
    await page.getByRole("cell", { name: reason }).waitFor();
    await expectAccessible(page);
  });

  test("says while it runs when its log comes", async () => {
    const { id } = await rookery.client.sweeps.launch(
      penguinSweep({ space: { learningRate: 0.01, steps: 100_000 } }),
    );
    await watchUntil(rookery.client, id, ({ progress }) => progress.running > 0);
    const [run] = (await rookery.client.sweeps.runs(id)).items;
    const page = await openRun(run?.id);
    const log = page.getByRole("region", { name: "Log" });
    await log.getByText("It comes when the run ends.").waitFor();
    await rookery.client.sweeps.cancel(id);
    await page.getByText("cancelled", { exact: true }).first().waitFor();
    await log.getByText("It comes when the run ends.").waitFor({ state: "detached" });
  });

  test("says that its evaluation could not be read instead of leaving it out", async () => {
    const { sweep } = await runSweep(rookery.client, penguinSweep());
    const files = await readdir(home, { recursive: true });
    const lost = files.filter((path) => path.endsWith("evaluation.json"));
    expect(lost).not.toEqual([]);
    for (const path of lost) await rm(join(home, path));
    const page = await openRun(sweep.best?.id);
    const panel = page.getByRole("region", { name: "Evaluation" });
    await panel.getByRole("alert").waitFor();
    await panel.getByRole("button", { name: "Try again" }).waitFor();
    await expectAccessible(page);
    // The browser writes refusals down.
    browsing.complaints.length = 0;
  });
});
