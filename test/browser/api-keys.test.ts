import { createClient } from "@rookery/client";
import { expect, test } from "vitest";
import { importPenguins, penguinSweep, runSweep } from "../e2e/support/penguins.ts";
import { describeWithChromium } from "../services/index.ts";
import { startOnEmptyHome, useDashboard } from "./support/dashboard.ts";

const apiKey = "a-key-of-the-browser-tests";

describeWithChromium("the dashboard behind API keys", (program) => {
  const dashboard = useDashboard(program, (stage) =>
    startOnEmptyHome(stage, { ROOKERY_API_KEYS: apiKey }),
  );

  test("is closed to who does not log in", async () => {
    const page = await dashboard.openBlank();
    const answer = await page.request.get(dashboard.url("/sweeps"));
    expect(answer.status()).toBe(401);
    expect(answer.headers()["www-authenticate"]).toContain("Basic");
  });

  test("logs in with the browser's own dialog, for pages, requests and live events alike", async () => {
    const client = createClient({ url: dashboard.server.orchestratorUrl, apiKey });
    await importPenguins(client);
    const { sweep } = await runSweep(client, penguinSweep({ name: "Behind keys" }));
    const page = await dashboard.openBlank({
      httpCredentials: { username: "anybody", password: apiKey },
    });
    await page.goto(dashboard.server.orchestratorUrl);
    await page.getByRole("link", { name: "Behind keys" }).click();
    await page.getByText("2 of 2", { exact: true }).waitFor();
    await page.goto(`${dashboard.server.orchestratorUrl}/sweeps/${sweep.id}/job`);
    await page.getByText("Behind keys: finalize").first().waitFor();
    expect(new URL(page.url()).pathname).toBe(`/queues/queue/sweeps/sweep-${sweep.id}-1`);
    await page.goto(`${dashboard.server.orchestratorUrl}/docs/`);
    await page.getByText("Launch a sweep").first().waitFor();
  });
});
