import { createClient } from "@rookery/client";
import { beforeAll, expect, test } from "vitest";
import { importPenguins, penguinSweep, runSweep } from "../e2e/support/penguins.ts";
import { makeRookeryHome } from "../e2e/support/rookery-home.ts";
import { useStage } from "../e2e/support/stage.ts";
import { type Embedded, startEmbedded } from "../e2e/support/start-embedded.ts";
import { describeWithChromium } from "../services/index.ts";
import { useBrowser } from "./support/browser.ts";

const apiKey = "a-key-of-the-browser-tests";

describeWithChromium("the dashboard behind API keys", (program) => {
  const stage = useStage();
  const browsing = useBrowser(program);
  let rookery: Embedded;

  beforeAll(async () => {
    const home = await makeRookeryHome(stage.cleanup);
    rookery = await startEmbedded(stage, home, { ROOKERY_API_KEYS: apiKey });
  });

  test("is closed to who does not log in", async () => {
    const page = await browsing.open();
    const answer = await page.request.get(`${rookery.orchestratorUrl}/ui/sweeps`);
    expect(answer.status()).toBe(401);
    expect(answer.headers()["www-authenticate"]).toContain("Basic");
  });

  test("logs in with the browser's own dialog, for pages, requests and live events alike", async () => {
    const client = createClient({ url: rookery.orchestratorUrl, apiKey });
    await importPenguins(client);
    const { sweep } = await runSweep(client, penguinSweep({ name: "Behind keys" }));
    const page = await browsing.open({
      httpCredentials: { username: "anybody", password: apiKey },
    });
    await page.goto(rookery.orchestratorUrl);
    await page.getByRole("link", { name: "Behind keys" }).click();
    await page.getByText("2 of 2", { exact: true }).waitFor();
    await page.goto(`${rookery.orchestratorUrl}/sweeps/${sweep.id}/job`);
    await page.getByText("Behind keys: finalize").first().waitFor();
    expect(new URL(page.url()).pathname).toBe(`/queues/queue/sweeps/sweep-${sweep.id}-1`);
    // Bull Board asks another site for a font.
    browsing.complaints.length = 0;
  });
});
