import { join } from "node:path";
import { type EmbeddedPostgres, startPostgres } from "@rookery/embedded";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { gentoo, importPenguins, penguinSweep, runSweep } from "../e2e/support/penguins.ts";
import { startTeam } from "../e2e/support/start-team.ts";
import { describeWithChromium } from "../services/index.ts";
import { makeTempDir } from "../services/temp-dir.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { useDashboard } from "./support/dashboard.ts";

const probePath = "/health/ready";
const notice = "The server answers, but not all of it works: database cannot be reached";

describeWithChromium("the dashboard while PostgreSQL is away", (program) => {
  let postgres: EmbeddedPostgres;
  let restart: () => Promise<void>;
  const dashboard = useDashboard(program, async (stage) => {
    const dataDir = join(await makeTempDir("postgres", stage.cleanup), "data");
    postgres = await startPostgres({ dataDir });
    restart = async () => {
      postgres = await startPostgres({ dataDir, port: Number(new URL(postgres.url).port) });
    };
    stage.cleanup.add(() => postgres.stop());
    return await startTeam(stage, { workers: 1, databaseUrl: postgres.url });
  });

  beforeAll(async () => {
    await importPenguins(dashboard.client);
    await runSweep(dashboard.client, penguinSweep({ model: "penguins" }));
  });

  test("names the part that is down in one notice that stays, keeps what was typed, and asks again only for what failed", async () => {
    const page = await dashboard.openBlank();
    const asked = recordRequests(page);
    await page.goto(dashboard.url("/models/penguins?view=try"));
    await page.getByText("Filled in with a row of the table").waitFor();
    const typed = page.getByLabel("body_mass_g");
    await typed.fill(String(gentoo.body_mass_g));

    await postgres.stop();
    await page.getByText(notice).waitFor();
    await page.getByText(notice).evaluate((element) => {
      element.dataset.first = "yes";
    });
    const firstProbes = asked.count(probePath);
    await expect.poll(() => asked.count(probePath)).toBeGreaterThanOrEqual(firstProbes + 4);
    expect(await page.locator("[data-first=yes]").textContent()).toContain(notice);
    expect(await page.getByText("may be old").count()).toBe(1);
    expect(asked.mostAtOnce(probePath)).toBe(1);
    expect(await typed.inputValue()).toBe(String(gentoo.body_mass_g));
    await expectAccessible(page);

    asked.forget();
    await restart();
    await page.getByText(notice).waitFor({ state: "detached" });
    await expect.poll(() => asked.succeeded("/models/penguins")).toBe(true);
    expect(asked.count("/datasets/penguins/versions/1/rows")).toBe(0);
    expect(await typed.inputValue()).toBe(String(gentoo.body_mass_g));
    // The browser writes every refusal down.
    dashboard.complaints.length = 0;
  });

  test("says in each place that it could not be loaded, and holds no place for ever", async () => {
    const page = await dashboard.open("/models");
    await page.getByRole("link", { name: "penguins", exact: true }).waitFor();
    await postgres.stop();
    await page.getByRole("link", { name: "Workers" }).click();
    for (const name of ["Workers", "Attempts ended by minute", "Queues"]) {
      const panel = page.getByRole("region", { name });
      await panel.getByRole("alert").waitFor();
      await panel.getByRole("button", { name: "Try again" }).waitFor();
    }
    await expectAccessible(page);
    await restart();
    await page.getByRole("img", { name: /attempts ended in the last hour/ }).waitFor();
    await page.getByText("alive").waitFor();
    dashboard.complaints.length = 0;
  });

  test("keeps an answer that was asked for open until it is given, with the reason that was typed", async () => {
    const page = await dashboard.open("/models/penguins");
    await page.getByRole("button", { name: "Promote version 1" }).click();
    await page.getByLabel("Alias").fill("challenger");
    await page.getByLabel("Reason").fill("seen in the field");
    await postgres.stop();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: "Promote version 1" }).click();
    await dialog.getByRole("alert").waitFor();
    await expectAccessible(page);
    expect(await page.getByLabel("Reason").inputValue()).toBe("seen in the field");

    await restart();
    await page.getByText(notice).waitFor({ state: "detached" });
    await dialog.getByRole("button", { name: "Promote version 1" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("link", { name: "challenger · version 1" }).waitFor();
    const { items } = await dashboard.client.models.promotions("penguins");
    expect(items[0]).toMatchObject({ alias: "challenger", reason: "seen in the field" });
    dashboard.complaints.length = 0;
  });

  test("offers no column as suggested while nobody can say which are, and the suggestion afterwards", async () => {
    const page = await dashboard.open("/sweeps/new?dataset=penguins");
    const features = page.getByRole("group", { name: "Features" });
    await features.getByText(", as suggested").waitFor();
    await postgres.stop();
    await page.getByLabel("Target").selectOption("island");
    const data = page.getByRole("region", { name: "Data" });
    await data.getByRole("alert").waitFor();
    expect(await features.getByRole("checkbox", { checked: true }).count()).toBe(0);
    expect(await features.getByText(", as suggested").count()).toBe(0);
    await expectAccessible(page);

    await restart();
    await page.getByText(notice).waitFor({ state: "detached" });
    await features.getByText(", as suggested").waitFor();
    await data.getByRole("alert").waitFor({ state: "detached" });
    dashboard.complaints.length = 0;
  });

  test("leaves the message of a failure there until it is closed", async () => {
    const [model] = (await dashboard.client.models.versions("penguins")).items;
    const page = await dashboard.openBlank();
    const asked = recordRequests(page);
    await page.goto(dashboard.url(`/runs/${model?.runId}`));
    const again = page.getByRole("button", { name: "Train once more" });
    await again.waitFor();
    await postgres.stop();
    await again.click();
    const message = page.getByRole("dialog", { name: "Could not train it once more" });
    await message.waitFor();
    // Five probes take longer than the messages that go by themselves are shown.
    await expect.poll(() => asked.count(probePath)).toBeGreaterThanOrEqual(5);
    expect(await message.isVisible()).toBe(true);
    await page.getByRole("button", { name: "Close this message" }).click();
    await message.waitFor({ state: "detached" });
    await restart();
    await page.getByText(notice).waitFor({ state: "detached" });
    dashboard.complaints.length = 0;
  });
});

/** What a page asks the server for, by path. */
function recordRequests(page: Page) {
  let asked: { path: string; status?: number }[] = [];
  const open = new Map<string, number>();
  const most = new Map<string, number>();
  const pathOf = (url: string) => new URL(url).pathname;
  const end = (path: string) => open.set(path, (open.get(path) ?? 0) - 1);
  page.on("request", (request) => {
    const path = pathOf(request.url());
    asked.push({ path });
    const now = (open.get(path) ?? 0) + 1;
    open.set(path, now);
    most.set(path, Math.max(now, most.get(path) ?? 0));
  });
  page.on("response", (response) => {
    asked.push({ path: pathOf(response.url()), status: response.status() });
  });
  page.on("requestfinished", (request) => end(pathOf(request.url())));
  page.on("requestfailed", (request) => end(pathOf(request.url())));
  return {
    count: (path: string) =>
      asked.filter((one) => one.path === path && one.status === undefined).length,
    succeeded: (path: string) => asked.some((one) => one.path === path && one.status === 200),
    mostAtOnce: (path: string) => most.get(path) ?? 0,
    forget: () => {
      asked = [];
    },
  };
}
