import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@rookery/client";
import type { Page } from "playwright-core";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { prepareTeam, startRole } from "../e2e/support/start-team.ts";
import { holdLock } from "../services/hold-lock.ts";
import { describeWithChromium } from "../services/index.ts";
import { makeTempDir } from "../services/temp-dir.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { useDashboard } from "./support/dashboard.ts";
import { dropFile } from "./support/drop-file.ts";

const penguinsFile = join(import.meta.dirname, "../../data/penguins_size.csv");
const slowBytesPerSecond = 20_000;

describeWithChromium("an upload in the dashboard", (program) => {
  const dashboard = useDashboard(program, async (stage) => {
    const env = await prepareTeam(stage);
    const orchestrator = startRole(stage, "orchestrator", env);
    const orchestratorUrl = String((await orchestrator.logs("orchestrator ready")).url);
    return { env, orchestratorUrl, client: createClient({ url: orchestratorUrl }) };
  });
  let birdsFile: string;

  beforeAll(async () => {
    birdsFile = join(await makeTempDir("tables", dashboard.stage.cleanup), "birds.csv");
    const rows = Array.from({ length: 300_000 }, (_, row) => `${row},${row % 7},gentoo`);
    await writeFile(birdsFile, ["id,legs,kind", ...rows].join("\n"));
  });

  /** Sends a table over a slow line, which takes minutes. */
  async function beginUpload(): Promise<Page> {
    const page = await dashboard.open("/datasets");
    await page.getByText("Drop a table here").waitFor();
    await page.locator("input[type=file]").setInputFiles(birdsFile);
    const browser = await page.context().newCDPSession(page);
    await browser.send("Network.enable");
    await browser.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: slowBytesPerSecond,
    });
    await page.getByRole("button", { name: "Upload" }).click();
    await page.getByText(/^\d.* of .* sent$/).waitFor();
    return page;
  }

  test("is not left without a question, and goes on while it is asked", async () => {
    const page = await beginUpload();
    await page.getByRole("link", { name: "Models", exact: true }).click();
    const question = page.getByRole("alertdialog", {
      name: "Leave while birds.csv is being sent?",
    });
    await question.waitFor();
    await expectAccessible(page);
    await question.getByRole("button", { name: "Stay here" }).click();
    await question.waitFor({ state: "detached" });
    expect(new URL(page.url()).pathname).toBe("/ui/datasets");
    await page.getByText(/^\d.* of .* sent$/).waitFor();

    const asked = page.waitForEvent("dialog");
    void page.evaluate(() => location.reload());
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    await page.getByText(/^\d.* of .* sent$/).waitFor();

    await page.getByRole("link", { name: "Models", exact: true }).click();
    await question.getByRole("button", { name: "Leave and cancel the upload" }).click();
    await page.getByRole("heading", { name: "No models yet" }).waitFor();
    expect((await dashboard.client.datasets.list()).items).toEqual([]);
  });

  test("is not disturbed by another file that is dropped, and can be cancelled", async () => {
    const page = await beginUpload();
    await dropFile(page, penguinsFile);
    await page.getByText("birds.csv", { exact: true }).waitFor();
    expect(await page.getByText("penguins_size.csv").count()).toBe(0);
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Upload" }).waitFor();
    expect(await page.getByLabel("Name of the dataset").inputValue()).toBe("birds");
    expect(await page.getByRole("alert").count()).toBe(0);
    await dropFile(page, penguinsFile);
    await page.getByText("penguins_size.csv").waitFor();
  });

  test("tells who has left while the rows were read that the dataset is ready, by a link", async () => {
    const page = await dashboard.open("/datasets");
    await page.getByText("Drop a table here").waitFor();
    await page.locator("input[type=file]").setInputFiles(birdsFile);
    const finish = await holdImports(dashboard.server.env.DATABASE_URL ?? "");
    await page.getByRole("button", { name: "Upload" }).click();
    await page.getByText(/^All sent\./).waitFor();
    await page.getByRole("link", { name: "Models", exact: true }).click();
    await page.getByRole("heading", { name: "No models yet" }).waitFor();
    await finish();
    await page.getByText("Version 1 of birds is ready").waitFor();
    expect(new URL(page.url()).pathname).toBe("/ui/models");
    await expectAccessible(page);
    await page.getByRole("link", { name: "Show it" }).click();
    await page.getByRole("heading", { name: "birds", level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/ui/datasets/birds/versions/1");
  });

  test("of a column that is numbers but for a few values is mended by one click, or with the file again", async () => {
    const file = join(await makeTempDir("strays", dashboard.stage.cleanup), "prices.csv");
    await writeFile(file, `price,row\n1.5,a\nsold out,b\n${"2.5,c\n".repeat(10)}`);
    const page = await dashboard.open("/datasets");
    await page.getByText("Drop a table here").waitFor();
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByRole("button", { name: "Upload" }).click();
    const panel = page.getByRole("region", { name: "To decide" });
    await panel.getByText("11 of 12 values are numbers").waitFor();
    await expectAccessible(page);
    await panel.getByRole("button", { name: "Read price as numbers" }).click();
    await page.waitForURL("**/ui/datasets/prices/versions/2");
    await panel.waitFor({ state: "detached" });
    const mended = await dashboard.client.datasets.version("prices", 2);
    expect(mended.columns[0]).toMatchObject({ kind: "number", missing: 1 });

    const later = await dashboard.open("/datasets/prices/versions/1");
    const chooser = later.waitForEvent("filechooser");
    await later.getByRole("button", { name: "Read price as numbers" }).click();
    await (await chooser).setFiles(file);
    await later.waitForURL("**/ui/datasets/prices/versions/2");
  });

  test("takes how the file is read, and lists the lines that were skipped", async () => {
    const page = await dashboard.open("/datasets");
    await page.locator("input[type=file]").setInputFiles({
      name: "messy.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("exported\nby ann\na^b\n1^x\n# total\n2^y\n3\n4^z\n"),
    });
    await page.getByText("How the file is read").click();
    await page.getByLabel("Between cells").fill("caret");
    await page.getByLabel("Lines to skip").fill("2");
    await page.getByLabel("Remarks begin with").fill("#");
    await page.getByLabel("Lines that cannot be rows").selectOption("skip");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Upload" }).click();
    await page.waitForURL(/\/datasets\/messy\/versions\/1/);
    const { report, reading } = await dashboard.client.datasets.get("messy");
    expect(reading).toEqual({ delimiter: "caret", skip: 2, comment: "#", onBadRow: "skip" });
    expect(report.skippedRows).toEqual({
      count: 1,
      lines: [{ line: 7, reason: "has 1 cell; the header has 2" }],
    });
    await page.goto(`${new URL(page.url()).origin}/ui/datasets/messy/versions/1?view=cleaning`);
    await page.getByText("Line 7 has 1 cell; the header has 2.", { exact: true }).waitFor();
  });
});

/** Lets no dataset get a version until the answered function is called. */
async function holdImports(databaseUrl: string): Promise<() => Promise<void>> {
  const release = await holdLock(
    databaseUrl,
    "lock table rookery.dataset_versions in exclusive mode",
  );
  onTestFinished(release);
  return release;
}
