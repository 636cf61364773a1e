import { pickPort } from "@rookery/embedded";
import { expect, test } from "vitest";
import { importPenguins, penguinSweep } from "../e2e/support/penguins.ts";
import { startEmbedded } from "../e2e/support/start-embedded.ts";
import { describeWithChromium } from "../services/index.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { startOnEmptyHome, useDashboard } from "./support/dashboard.ts";

describeWithChromium("the dashboard", (program) => {
  // On a port that nobody else gets while the server is away.
  const dashboard = useDashboard(program, async (stage) =>
    startOnEmptyHome(stage, { PORT: String(await pickPort()) }),
  );

  test("says that the server is away, and goes on without a reload when it is back", async () => {
    await importPenguins(dashboard.client);
    const { id } = await dashboard.client.sweeps.launch(
      penguinSweep({
        name: "Interrupted",
        space: { learningRate: { min: 0.01, max: 0.1, count: 12 }, steps: 2_000 },
      }),
    );
    const page = await dashboard.openSweep(id);
    await page.getByRole("heading", { name: "Interrupted" }).waitFor();
    await page.evaluate(() => {
      document.body.dataset.loaded = "once";
    });

    const { process, home, orchestratorUrl } = dashboard.server;
    await process.end();
    await page.getByText("The server does not answer.").waitFor();
    await page.getByRole("heading", { name: "Interrupted" }).waitFor();
    await expectAccessible(page);

    await startEmbedded(dashboard.stage, home, { PORT: new URL(orchestratorUrl).port });
    await page.getByText("The server does not answer.").waitFor({ state: "detached" });
    await page.getByText("12 of 12", { exact: true }).waitFor();
    expect(await page.evaluate(() => document.body.dataset.loaded)).toBe("once");
    // The browser writes every request down that nobody answered.
    dashboard.complaints.length = 0;
  });
});
