import { pickPort } from "@rookery/embedded";
import { beforeAll, expect, test } from "vitest";
import { importPenguins, penguinSweep } from "../e2e/support/penguins.ts";
import { makeRookeryHome } from "../e2e/support/rookery-home.ts";
import { useStage } from "../e2e/support/stage.ts";
import { type Embedded, startEmbedded } from "../e2e/support/start-embedded.ts";
import { describeWithChromium } from "../services/index.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { useBrowser } from "./support/browser.ts";

describeWithChromium("the dashboard", (program) => {
  const stage = useStage();
  const browsing = useBrowser(program);
  let home: string;
  let rookery: Embedded;

  beforeAll(async () => {
    home = await makeRookeryHome(stage.cleanup);
    // One that nobody else gets while the server is away.
    rookery = await startEmbedded(stage, home, { PORT: String(await pickPort()) });
  });

  test("says that the server is away, and goes on without a reload when it is back", async () => {
    await importPenguins(rookery.client);
    const { id } = await rookery.client.sweeps.launch(
      penguinSweep({
        name: "Interrupted",
        space: { learningRate: { min: 0.01, max: 0.1, count: 12 }, steps: 2_000 },
      }),
    );
    const page = await browsing.open();
    await page.goto(`${rookery.orchestratorUrl}/ui/sweeps/${id}`);
    await page.getByRole("heading", { name: "Interrupted" }).waitFor();
    await page.evaluate(() => {
      document.body.dataset.loaded = "once";
    });

    await rookery.process.end();
    await page.getByText("The server does not answer.").waitFor();
    await page.getByRole("heading", { name: "Interrupted" }).waitFor();
    await expectAccessible(page);

    await startEmbedded(stage, home, { PORT: new URL(rookery.orchestratorUrl).port });
    await page.getByText("The server does not answer.").waitFor({ state: "detached" });
    await page.getByText("12 of 12", { exact: true }).waitFor();
    expect(await page.evaluate(() => document.body.dataset.loaded)).toBe("once");
    // The browser writes every request down that nobody answered.
    browsing.complaints.length = 0;
  });
});
