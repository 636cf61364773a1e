import type { Browser, Page } from "playwright-core";

export interface LoadNumbers {
  /** Bytes over the wire as sent, gzipped; charts apart. */
  filesKb: number;
  chartsKb: number;
  /** Largest Contentful Paint. */
  paintMs: number;
  /** Until the first of what was asked for could be used. */
  usableMs: number;
  /** Until nothing more was being loaded. */
  completeMs: number;
}

/** Opens an address with nothing in the cache. */
export async function measureLoad(
  browser: Browser,
  url: string,
  isUsable: (page: Page) => Promise<void>,
): Promise<LoadNumbers> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const startedAt = performance.now();
    await page.goto(url);
    await isUsable(page);
    const usableMs = performance.now() - startedAt;
    await page.getByText("are being loaded").waitFor({ state: "detached" });
    const completeMs = performance.now() - startedAt;
    return { ...(await page.evaluate(readTimings)), usableMs, completeMs };
  } finally {
    await context.close();
  }
}

/** In the page. Answers of the API are not files of the page. */
async function readTimings() {
  const paintMs = await new Promise<number>((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
      type: "largest-contentful-paint",
      buffered: true,
    });
  });
  const resources = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  const [document] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const files = resources.filter(({ name }) => new URL(name).pathname.startsWith("/ui/"));
  const isChart = ({ name }: PerformanceResourceTiming) => name.includes("/echarts-");
  const sum = (list: PerformanceResourceTiming[]) =>
    list.reduce((total, { encodedBodySize }) => total + encodedBodySize, 0) / 1_000;
  return {
    filesKb: sum(files.filter((file) => !isChart(file))) + (document?.encodedBodySize ?? 0) / 1_000,
    chartsKb: sum(files.filter(isChart)),
    paintMs,
  };
}
