import type { Page } from "playwright-core";

export interface Interaction {
  name: string;
  act: (page: Page) => Promise<void>;
  /** An expression that holds once the page shows the answer. */
  isShown: string;
}

const board = 'section[aria-label="Runs"]';
const note = `document.querySelector('section[aria-label="Leaderboard"]')?.textContent`;
const headers = `[...document.querySelectorAll('${board} th')]`;

/** On the view "Runs", in this order. */
export function runsInteractions(columns: readonly string[]): Interaction[] {
  return [
    ...columns.flatMap((column) => [sortBy(column, "descending"), sortBy(column, "ascending")]),
    {
      name: "type a filter",
      act: async (page) => {
        await page.getByRole("searchbox", { name: "Filter" }).pressSequentially("accuracy>0.95", {
          delay: 60,
        });
      },
      isShown: `/\\d of 10?,?\\d+ runs/.test(${note}) && new URL(location).searchParams.get('where') === 'accuracy>0.95'`,
    },
    {
      name: "clear the filter",
      act: async (page) => {
        await page.getByRole("searchbox", { name: "Filter" }).press("ControlOrMeta+a");
        await page.keyboard.press("Delete");
      },
      isShown: "!location.search.includes('where')",
    },
    {
      name: "open the columns",
      act: (page) => page.getByRole("button", { name: "Columns" }).click(),
      isShown: "document.querySelector('[role=menu]') !== null",
    },
    {
      name: "hide a column",
      act: (page) => page.getByRole("menuitemcheckbox", { name: "roc_auc" }).click(),
      isShown: `!${headers}.some(({ textContent }) => textContent === 'roc_auc')`,
    },
    {
      name: "close the columns",
      act: (page) => page.getByRole("menu").press("Escape"),
      isShown: "document.querySelector('[role=menu]') === null",
    },
    {
      name: "scroll through the table",
      act: async (page) => {
        await page.locator(board).hover();
        for (let turn = 0; turn < 20; turn++) await page.mouse.wheel(0, 1_500);
      },
      isShown: `document.querySelector('${board}').scrollTop > 15_000`,
    },
    {
      name: "pick a run",
      act: (page) => page.locator(`${board} input[type=checkbox]`).nth(15).click(),
      isShown: `document.querySelectorAll('${board} input:checked').length === 1`,
    },
    {
      name: "brush an axis",
      act: (page) => dragAlong(page, { from: 0.25, to: 0.6 }),
      isShown: "location.search.includes('brush=')",
    },
    {
      name: "clear the brush",
      act: (page) => page.getByRole("button", { name: "Clear the brush" }).click(),
      isShown: "!location.search.includes('brush=')",
    },
  ];
}

export const viewInteractions: Interaction[] = [
  goTo(
    "Overview",
    "document.querySelector('section[aria-label=\"Parameter importance\"]') !== null",
  ),
  goTo("Plots", "document.querySelectorAll('[role=img] canvas').length >= 2"),
  {
    name: "choose the axis of the scatter plot",
    act: (page) => stepSelect(page, "Across"),
    isShown: "location.search.includes('x=')",
  },
  {
    name: "choose its colour",
    act: (page) => stepSelect(page, "Colour"),
    isShown: "location.search.includes('color=')",
  },
  goTo(
    "Timeline",
    "document.querySelector('section[aria-label=\"Workers and attempts\"] canvas') !== null",
  ),
  goTo("Failures", "document.querySelector('section[aria-label=\"Failures by cause\"]') !== null"),
  goTo("Runs", `document.querySelector('${board}') !== null`),
];

function sortBy(column: string, direction: "ascending" | "descending"): Interaction {
  return {
    name: `sort by ${column}`,
    act: (page) => page.locator(board).getByRole("button", { name: column, exact: true }).click(),
    isShown: `${headers}.some((head) => head.textContent === '${column}' && head.ariaSort === '${direction}')`,
  };
}

function goTo(view: string, isShown: string): Interaction {
  return {
    name: `go to ${view}`,
    act: (page) =>
      page
        .getByRole("navigation", { name: "Views of the sweep" })
        .getByRole("link", { name: view })
        .click(),
    isShown,
  };
}

async function stepSelect(page: Page, label: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).press("ArrowDown");
}

/** Along the first axis of the parallel coordinates, as shares of the chart's height. */
async function dragAlong(page: Page, { from, to }: { from: number; to: number }): Promise<void> {
  const chart = page.getByRole("img", { name: /^Parallel coordinates/ });
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (!box) throw new Error("The parallel coordinates are not there");
  const x = box.x + box.width - 72;
  await page.mouse.move(x, box.y + box.height * from);
  await page.mouse.down();
  await page.mouse.move(x, box.y + box.height * to, { steps: 12 });
  await page.mouse.up();
}
