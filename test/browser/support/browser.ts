import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";

/** How long a page may take to show what is waited for, on a machine that does other things as well. */
const patienceMs = 120_000;

export interface Browsing {
  /** A page in a window of its own, which closes after the test. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** What pages of this test have complained about so far. */
  complaints: string[];
}

/** Chromium for one test file. A test fails when one of its pages has written an error to its console. */
export function useBrowser(program: () => string): Browsing {
  let browser: Browser;
  const closing: (() => Promise<void>)[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    // Chromium's own sandbox refuses to be started by root, as in containers.
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    browser = await chromium.launch({ executablePath: program(), args });
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    expect(complaints.splice(0)).toEqual([]);
  });
  afterAll(() => browser?.close());

  return {
    complaints,
    async open(options = {}) {
      const context = await browser.newContext({ reducedMotion: "reduce", ...options });
      closing.push(() => context.close());
      context.setDefaultTimeout(patienceMs);
      const page = await context.newPage();
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(`${page.url()} ${message.text()}`);
      });
      page.on("pageerror", (error) => complaints.push(`${page.url()} ${error.stack}`));
      return page;
    },
  };
}
