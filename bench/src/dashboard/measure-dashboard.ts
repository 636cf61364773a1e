import type { Browser, Page } from "playwright-core";
import { type Interaction, runsInteractions, viewInteractions } from "./interactions.ts";
import { type LoadNumbers, measureLoad } from "./measure-load.ts";
import { type Cost, measureInteraction, observePage } from "./observe-page.ts";

export interface DashboardNumbers {
  /** By what was opened. */
  loads: Map<string, LoadNumbers[]>;
  /** By interaction, in the order they were made. */
  costs: Map<string, Cost[]>;
}

interface DashboardOptions {
  /** Of the orchestrator. */
  url: string;
  sweepId: string;
  /** Each with pages of its own. */
  rounds: number;
  slowdown: number;
}

export async function measureDashboard(
  browser: Browser,
  { url, sweepId, rounds, slowdown }: DashboardOptions,
): Promise<DashboardNumbers> {
  const loads = new Map<string, LoadNumbers[]>();
  const costs = new Map<string, Cost[]>();
  const sweep = `${url}/ui/sweeps/${sweepId}`;
  for (let round = 0; round < rounds; round++) {
    add(loads, "the list of sweeps", await measureLoad(browser, `${url}/ui/sweeps`, hasSweeps));
    add(loads, "the sweep, overview", await measureLoad(browser, sweep, hasChart));
    add(loads, "the sweep, its runs", await measureLoad(browser, `${sweep}?view=runs`, hasRuns));
    const page = await browser.newPage({ viewport: { width: 1_360, height: 900 } });
    try {
      await observePage(page);
      await page.goto(`${sweep}?view=runs`);
      await hasRuns(page);
      await page.getByText("are being loaded").waitFor({ state: "detached" });
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
      const columns = await readColumns(page);
      await use(page, [...runsInteractions(columns), ...viewInteractions], costs);
    } finally {
      await page.close();
    }
  }
  return { loads, costs };
}

async function use(
  page: Page,
  interactions: readonly Interaction[],
  costs: Map<string, Cost[]>,
): Promise<void> {
  for (const { name, act, isShown } of interactions) {
    add(costs, name, await measureInteraction(page, () => act(page), isShown));
  }
}

async function readColumns(page: Page): Promise<string[]> {
  return await page
    .getByRole("region", { name: "Runs" })
    .getByRole("columnheader")
    .getByRole("button")
    .allTextContents();
}

const hasSweeps = (page: Page) => page.getByRole("link", { name: /penguins$/ }).waitFor();
const hasChart = (page: Page) => page.locator("[role=img] canvas").first().waitFor();
const hasRuns = (page: Page) =>
  page.getByRole("region", { name: "Runs" }).getByRole("checkbox").first().waitFor();

function add<T>(map: Map<string, T[]>, name: string, value: T): void {
  const list = map.get(name) ?? [];
  list.push(value);
  map.set(name, list);
}
